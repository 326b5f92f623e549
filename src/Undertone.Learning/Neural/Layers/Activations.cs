using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>max(x, 0).</summary>
internal sealed class Relu : ElementLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Relu", [x]);

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Relu>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.ReluGradient>(y, dy, dx);
}

/// <summary>x where positive, a small share of it elsewhere.</summary>
internal sealed class LeakyRelu(float slope) : ElementLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("LeakyRelu", [x], ("alpha", slope));

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => Curves.Leaky(x, x, slope, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        Curves.Leaky(y, dy, slope, dx);
}

/// <summary>x where positive, e^x - 1 elsewhere (Clevert and others 2016, alpha 1).</summary>
internal sealed class Elu : ElementLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Elu", [x]);

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Elu>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.EluGradient>(y, dy, dx);
}

/// <summary>1 / (1 + e^-x).</summary>
internal sealed class Sigmoid : ElementLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    protected override bool KeepsZero => false;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Sigmoid", [x]);

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Sigmoid>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.SigmoidGradient>(y, dy, dx);
}

/// <summary>The hyperbolic tangent.</summary>
internal sealed class Tanh : ElementLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Tanh", [x]);

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Tanh>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.TanhGradient>(y, dy, dx);
}

/// <summary>x times the normal distribution function, with the error function itself (PyTorch's and Keras' default).</summary>
internal sealed class Gelu : ElementLayer
{
    /// <inheritdoc/>
    public override bool InPlace => false;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x)
    {
        var share = graph.Add("Add", [graph.Add("Erf", [graph.Add("Mul", [x, graph.Scalar(Math.Sqrt(0.5))])]), graph.Scalar(1)]);
        return graph.Add("Mul", [graph.Add("Mul", [x, graph.Scalar(0.5)]), share]);
    }

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Gelu>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.GeluGradient>(x, dy, dx);
}

/// <summary>x times its sigmoid, also called swish.</summary>
internal sealed class Silu : ElementLayer
{
    /// <inheritdoc/>
    public override bool InPlace => false;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Mul", [x, graph.Add("Sigmoid", [x])]);

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start) => VectorLoop.Map<Curves.Silu>(x, y);

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        VectorLoop.Map<Curves.SiluGradient>(x, dy, dx);
}
