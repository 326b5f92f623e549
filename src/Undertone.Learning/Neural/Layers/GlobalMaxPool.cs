using System.Numerics.Tensors;
using Undertone.Learning.Graphs;

namespace Undertone.Learning.Neural.Layers;

/// <summary>Maximum over time, and over bands where there are any: [channels]. The first of equal maxima takes the gradient.</summary>
internal sealed class GlobalMaxPool : SampleLayer
{
    /// <inheritdoc/>
    public override bool NeedsOutput => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => graph.Reduce("ReduceMax", x, false, InputShape.Length == 2 ? [1] : [1, 2]);

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) =>
        input.Length > 1
            ? [input[^1]]
            : throw new LayerShapeException(
                $"needs an input of shape [time, channels] or [time, bands, channels], but gets {ShapeText.Of(input)}");

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        var input = x.Valid(sample);
        var best = y.Sample(sample);
        input[..best.Length].CopyTo(best);
        for (var at = best.Length; at < input.Length; at += best.Length) TensorPrimitives.Max(best, input.Slice(at, best.Length), best);
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        var input = x.Valid(sample);
        var best = y.Sample(sample);
        dx.Sample(sample).Clear();
        for (var c = 0; c < best.Length; c++)
        {
            var at = c;
            while (at < input.Length && input[at] != best[c]) at += best.Length;
            if (at < input.Length) dx.Sample(sample)[at] = dy.Sample(sample)[c];
        }
    }
}
