using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// A Transformer's encoder block over [time, columns]: self-attention and then a network of two dense layers, each inside a residual sum
/// with layer normalisation before it (Xiong and others 2020) or behind it (Vaswani and others 2017).
/// </summary>
internal sealed class TransformerBlock(List<Layer> layers) : Layer
{
    private readonly Chain _chain = new(layers);

    /// <inheritdoc/>
    public override IEnumerable<Layer> Children => _chain.Layers;

    /// <inheritdoc/>
    public override void Forward(Tensor x, Tensor y, Pass pass) => _chain.Forward(x, pass).Span.CopyTo(y.Span);

    /// <inheritdoc/>
    public override void Backward(Tensor x, Tensor y, Tensor dy, Tensor? dx, Pass pass)
    {
        dy.Span.CopyTo(_chain.PrepareGradient().Span);
        _chain.Backward(x, pass, dx is not null);
        if (dx is not null) _chain.InputGradient.Span.CopyTo(dx.Span);
    }

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => _chain.AddTo(graph, x);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => input;
}
