using Undertone.Kernels;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Weighted mean and standard deviation over time of [time, columns], side by side: [2 * columns] (Okabe and others 2018). A step's weight
/// is the softmax over time of v' tanh(W x + b); the deviation is sqrt(variance + 1e-5).
/// </summary>
internal sealed class AttentiveStatisticsPool(int units) : Layer
{
    private const double Epsilon = 1e-5;
    private readonly Gemm _forward = new();
    private readonly Gemm _weights = new();
    private readonly Gemm _back = new();
    private readonly AlignedBuffer<float> _hidden = new();
    private readonly AlignedBuffer<float> _hiddenGradients = new();
    private readonly AlignedBuffer<float> _shares = new();
    private readonly AlignedBuffer<float> _shareGradients = new();
    private Parameter? _kernel;
    private Parameter? _bias;
    private Parameter? _vector;
    private Action<int, int>? _pool;
    private Action<int, int>? _poolBack;
    private Tensor? _x;
    private Tensor? _y;
    private Tensor? _dy;
    private Tensor? _dx;

    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        (_x, _y) = (x, y);
        var rows = x.Batch * x.Steps;
        _hidden.EnsureLength(rows * units);
        _shares.EnsureLength(rows);
        _forward.Multiply(pass.Team, x.Rows(), _kernel!.Matrix, _hidden.Matrix(0, rows, units), _bias!.Matrix);
        pass.Team.Run(x.Batch, _pool ??= Pool);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        (_x, _y, _dy, _dx) = (x, y, dy, dx);
        var rows = x.Batch * x.Steps;
        _hiddenGradients.EnsureLength(rows * units);
        _shareGradients.EnsureLength(rows);
        pass.Team.Run(x.Batch, _poolBack ??= PoolBack);
        _vector!.Gradient.Clear();
        for (var row = 0; row < rows; row++)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                _hidden.Span.Slice(row * units, units), _shareGradients.Span[row], _vector.Gradient, _vector.Gradient);
        }

        var gradients = _hiddenGradients.Matrix(0, rows, units);
        _weights.MultiplyLong(pass.Team, x.Rows().Transposed, gradients, _kernel!.GradientMatrix);
        _bias!.Gradient.Clear();
        Columns.Add(_hiddenGradients.Span, _bias.Gradient);
        if (dx is null) return;
        _back.Multiply(pass.Team, gradients, _kernel.Matrix.Transposed, dx.Rows(), accumulate: true);
        dx.ClearPadding();
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var hidden = graph.Add("Tanh", [Linear(graph, x, _kernel!, _bias)]);
        var weights = graph.Add("MatMul", [hidden, graph.Constant("vector", _vector!.Value, units, 1)]);
        var shares = graph.Add("Softmax", [weights], ("axis", 1L));
        var mean = graph.Sum(graph.Add("Mul", [x, shares]), true, 1);
        var difference = graph.Add("Sub", [x, mean]);
        var square = graph.Sum(graph.Add("Mul", [graph.Add("Mul", [difference, difference]), shares]), true, 1);
        var deviation = graph.Add("Sqrt", [graph.Add("Add", [square, graph.Scalar(Epsilon)])]);
        return graph.Reshape(graph.Add("Concat", [mean, deviation], ("axis", -1L)), 0, OutputShape[0]);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, 2, "[time, columns]");
        _kernel = Add("kernel", [input[1], units], new Initializer(InitializerKind.GlorotUniform, input[1], units));
        _bias = Add("bias", [units], Initializer.Zeros);
        _vector = Add("vector", [units], new Initializer(InitializerKind.GlorotUniform, units, 1));
        return [2 * input[1]];
    }

    private void Pool(int sample, int worker)
    {
        var (steps, columns) = (_x!.Length(sample), _x.Inner);
        var hidden = _hidden.Span.Slice(sample * _x.Steps * units, steps * units);
        VectorLoop.Map<Curves.Tanh>(hidden, hidden);
        var shares = _shares.Span.Slice(sample * _x.Steps, steps);
        for (var t = 0; t < steps; t++) shares[t] = (float)Kernels.Sums.Dot(hidden.Slice(t * units, units), _vector!.Value);
        Softmax.Apply(shares, shares);
        var input = _x.Sample(sample);
        var output = _y!.Sample(sample);
        for (var c = 0; c < columns; c++)
        {
            var (mean, square) = (0.0, 0.0);
            for (var t = 0; t < steps; t++) mean += (double)shares[t] * input[t * columns + c];
            for (var t = 0; t < steps; t++)
            {
                var d = input[t * columns + c] - mean;
                square += shares[t] * d * d;
            }

            output[c] = (float)mean;
            output[columns + c] = (float)Math.Sqrt(square + Epsilon);
        }
    }

    private void PoolBack(int sample, int worker)
    {
        var (steps, columns) = (_x!.Length(sample), _x.Inner);
        var x = _x.Sample(sample);
        var y = _y!.Sample(sample);
        var dy = _dy!.Sample(sample);
        var shares = _shares.Span.Slice(sample * _x.Steps, steps);
        var inputGradient = _dx is null ? default : _dx.Sample(sample);
        var gradients = _shareGradients.Span.Slice(sample * _x.Steps, _x.Steps);
        gradients.Clear();
        for (var t = 0; t < steps; t++)
        {
            var sum = 0.0;
            for (var c = 0; c < columns; c++)
            {
                var d = (double)x[t * columns + c] - y[c];
                var spread = dy[columns + c] / (2.0 * y[columns + c]);
                sum += dy[c] * (double)x[t * columns + c] + spread * d * d;
                if (!inputGradient.IsEmpty) inputGradient[t * columns + c] = (float)(shares[t] * (dy[c] + 2 * spread * d));
            }

            gradients[t] = (float)sum;
        }

        if (!inputGradient.IsEmpty) inputGradient[(steps * columns)..].Clear();
        Softmax.Backward(shares, gradients[..steps], gradients[..steps]);
        var hidden = _hidden.Span.Slice(sample * _x.Steps * units, _x.Steps * units);
        var top = _hiddenGradients.Span.Slice(sample * _x.Steps * units, _x.Steps * units);
        var vector = _vector!.Value;
        for (var i = 0; i < top.Length; i++) top[i] = gradients[i / units] * vector[i % units] * (1 - hidden[i] * hidden[i]);
    }
}
