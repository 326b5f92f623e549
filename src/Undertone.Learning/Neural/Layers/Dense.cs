using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>y = x W + b over the last axis.</summary>
internal sealed class Dense(int units, bool useBias, InitializerKind initializer) : Layer
{
    private readonly Gemm _forward = new();
    private readonly Gemm _weights = new();
    private readonly Gemm _inputs = new();
    private Parameter? _kernel;
    private Parameter? _bias;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass)
    {
        if (_bias is null) _forward.Multiply(pass.Team, Matrix(x), _kernel!.Matrix, Matrix(y));
        else _forward.Multiply(pass.Team, Matrix(x), _kernel!.Matrix, Matrix(y), _bias.Matrix);
        y.ClearPadding();
    }

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        _weights.MultiplyLong(pass.Team, Matrix(x).Transposed, Matrix(dy), _kernel!.GradientMatrix);
        if (_bias is not null)
        {
            _bias.Gradient.Clear();
            Columns.Add(dy.Span, _bias.Gradient);
        }

        if (dx is not null) _inputs.Multiply(pass.Team, Matrix(dy), _kernel.Matrix.Transposed, Matrix(dx));
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => Linear(graph, x, _kernel!, _bias);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input)
    {
        var size = input[^1];
        if (size < 1) throw new LayerShapeException($"needs a fixed number of features, but gets {ShapeText.Of(input)}");
        _kernel = Add("kernel", [size, units], new Initializer(initializer, size, units));
        _bias = useBias ? Add("bias", [units], Initializer.Zeros) : null;
        return [.. input[..^1], units];
    }

    private static MatrixView Matrix(Tensor tensor) => tensor.Buffer.Matrix(0, tensor.Span.Length / tensor.Shape[^1], tensor.Shape[^1]);
}
