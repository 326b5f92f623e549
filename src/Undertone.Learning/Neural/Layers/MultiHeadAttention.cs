using Undertone.Kernels;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// Self-attention with several heads over [time, columns] (Vaswani and others 2017): softmax(Q K' / sqrt(head size)) V for each head, then
/// a linear map. Padded steps are never looked at. Arrays: input_kernel [columns, 3 columns] for Q, K, V side by side, input_bias,
/// output_kernel, output_bias.
/// </summary>
internal sealed class MultiHeadAttention(int heads) : Layer
{
    private readonly Gemm _project = new();
    private readonly Gemm _merge = new();
    private readonly Gemm _projectWeights = new();
    private readonly Gemm _mergeWeights = new();
    private readonly Gemm _projectBack = new();
    private readonly Gemm _mergeBack = new();
    private readonly AlignedBuffer<float> _queries = new();
    private readonly AlignedBuffer<float> _scores = new();
    private readonly AlignedBuffer<float> _joined = new();
    private readonly AlignedBuffer<float> _queryGradients = new();
    private readonly AlignedBuffer<float> _joinedGradients = new();
    private Gemm[] _perWorker = [];
    private AlignedBuffer<float>[] _scoreGradients = [];
    private Parameter? _inputKernel;
    private Parameter? _inputBias;
    private Parameter? _outputKernel;
    private Parameter? _outputBias;
    private Action<int, int>? _attend;
    private Action<int, int>? _attendBack;
    private Tensor? _x;
    private int _size;

    private float Scale => 1 / MathF.Sqrt((float)_size / heads);

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        _x = x;
        var rows = x.Batch * x.Steps;
        _queries.EnsureLength(checked(rows * 3 * _size));
        _joined.EnsureLength(checked(rows * _size));
        _scores.EnsureLength(checked(x.Batch * heads * x.Steps * x.Steps));
        while (_perWorker.Length < pass.Team.Threads)
        {
            _perWorker = [.. _perWorker, new Gemm()];
            _scoreGradients = [.. _scoreGradients, new AlignedBuffer<float>()];
        }

        _project.Multiply(pass.Team, x.Rows(), _inputKernel!.Matrix, _queries.Matrix(0, rows, 3 * _size), _inputBias!.Matrix);
        if (x.Masked) _joined.Span.Clear();
        pass.Team.Run(x.Batch * heads, _attend ??= Attend);
        _merge.Multiply(pass.Team, _joined.Matrix(0, rows, _size), _outputKernel!.Matrix, y.Rows(), _outputBias!.Matrix);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        var rows = x.Batch * x.Steps;
        _queryGradients.EnsureLength(rows * 3 * _size);
        _joinedGradients.EnsureLength(rows * _size);
        _mergeWeights.MultiplyLong(pass.Team, _joined.Matrix(0, rows, _size).Transposed, dy.Rows(), _outputKernel!.GradientMatrix);
        _outputBias!.Gradient.Clear();
        Columns.Add(dy.Span, _outputBias.Gradient);
        _mergeBack.Multiply(pass.Team, dy.Rows(), _outputKernel.Matrix.Transposed, _joinedGradients.Matrix(0, rows, _size));
        if (x.Masked) _queryGradients.Span.Clear();
        pass.Team.Run(x.Batch * heads, _attendBack ??= AttendBack);
        _projectWeights.MultiplyLong(
            pass.Team, x.Rows().Transposed, _queryGradients.Matrix(0, rows, 3 * _size), _inputKernel!.GradientMatrix);
        _inputBias!.Gradient.Clear();
        Columns.Add(_queryGradients.Span, _inputBias.Gradient);
        if (dx is null) return;
        _projectBack.Multiply(pass.Team, _queryGradients.Matrix(0, rows, 3 * _size), _inputKernel.Matrix.Transposed, dx.Rows());
        dx.ClearPadding();
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var parts = graph.Add("Split", "", 3, [Linear(graph, x, _inputKernel!, _inputBias)], ("axis", -1L));
        var split = parts.Select(part => graph.Reshape(part, 0, 0, heads, _size / heads)).ToArray();
        var (queries, keys, values) =
            (graph.Transpose(split[0], 0, 2, 1, 3), graph.Transpose(split[1], 0, 2, 3, 1), graph.Transpose(split[2], 0, 2, 1, 3));
        var scores = graph.Add("Mul", [graph.Add("MatMul", [queries, keys]), graph.Scalar(Scale)]);
        var attended = graph.Add("MatMul", [graph.Add("Softmax", [scores], ("axis", -1L)), values]);
        return Linear(graph, graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), 0, 0, _size), _outputKernel!, _outputBias);
    }

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        RequireRank(input, 2, "[time, columns]");
        _size = input[1];
        if (_size % heads != 0)
            throw new LayerShapeException($"cannot divide the {_size} columns of {ShapeText.Of(input)} among {heads} heads");
        _inputKernel = Add("input_kernel", [_size, 3 * _size], new Initializer(InitializerKind.GlorotUniform, _size, _size));
        _inputBias = Add("input_bias", [3 * _size], Initializer.Zeros);
        _outputKernel = Add("output_kernel", [_size, _size], new Initializer(InitializerKind.GlorotUniform, _size, _size));
        _outputBias = Add("output_bias", [_size], Initializer.Zeros);
        return input;
    }

    /// <summary>Queries (0), keys (1) or values (2) of one head of one sample.</summary>
    private MatrixView Part(AlignedBuffer<float> buffer, int task, int part)
    {
        var (sample, head) = (task / heads, task % heads);
        return buffer.Matrix(
            sample * _x!.Steps * 3 * _size + part * _size + head * (_size / heads), _x.Length(sample), _size / heads, 3 * _size);
    }

    private MatrixView Joined(AlignedBuffer<float> buffer, int task) =>
        buffer.Matrix(task / heads * _x!.Steps * _size + task % heads * (_size / heads), _x.Length(task / heads), _size / heads, _size);

    private (MatrixView Matrix, int Start, int Length) Scores(int task)
    {
        var (start, length) = (task * _x!.Steps * _x.Steps, _x.Length(task / heads));
        return (_scores.Matrix(start, length, length), start, length);
    }

    private void Attend(int task, int worker)
    {
        var alone = Team.Of(1);
        var gemm = _perWorker[worker];
        var (scores, start, length) = Scores(task);
        gemm.Multiply(alone, Part(_queries, task, 0), Part(_queries, task, 1).Transposed, scores);
        for (var i = 0; i < length; i++) Softmax.ApplyFast(_scores.Span.Slice(start + i * length, length), Scale);

        gemm.Multiply(alone, scores, Part(_queries, task, 2), Joined(_joined, task));
    }

    private void AttendBack(int task, int worker)
    {
        var alone = Team.Of(1);
        var gemm = _perWorker[worker];
        var (scores, start, length) = Scores(task);
        var work = _scoreGradients[worker];
        work.EnsureLength(length * length);
        var gradients = work.Matrix(0, length, length);
        var output = Joined(_joinedGradients, task);
        gemm.Multiply(alone, scores.Transposed, output, Part(_queryGradients, task, 2));
        gemm.Multiply(alone, output, Part(_queries, task, 2).Transposed, gradients);
        for (var i = 0; i < length; i++)
        {
            var row = work.Span.Slice(i * length, length);
            Softmax.Backward(_scores.Span.Slice(start + i * length, length), row, row);
            System.Numerics.Tensors.TensorPrimitives.Multiply(row, Scale, row);
        }

        gemm.Multiply(alone, gradients, Part(_queries, task, 1), Part(_queryGradients, task, 0));
        gemm.Multiply(alone, gradients.Transposed, Part(_queries, task, 0), Part(_queryGradients, task, 1));
    }
}
