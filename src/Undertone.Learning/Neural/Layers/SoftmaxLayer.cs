using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Softmax over the last axis.</summary>
internal sealed class SoftmaxLayer : SampleLayer
{
    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Add("Softmax", [x], ("axis", -1L));

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => input;

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        var size = x.Shape[^1];
        for (var at = 0; at < x.SampleSize; at += size) Softmax.Apply(x.Sample(sample).Slice(at, size), y.Sample(sample).Slice(at, size));
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        var size = x.Shape[^1];
        for (var at = 0; at < x.SampleSize; at += size)
            Softmax.Backward(y.Sample(sample).Slice(at, size), dy.Sample(sample).Slice(at, size), dx.Sample(sample).Slice(at, size));
    }
}
