using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// In training, sets a share of the elements to zero and scales the others up (Srivastava and others 2014); else does nothing.
/// </summary>
internal sealed class Dropout(float rate) : ElementLayer
{
    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => x;

    /// <inheritdoc/>
    protected override void ForwardRange(ReadOnlySpan<float> x, Span<float> y, int start)
    {
        if (Current!.Training && rate > 0) DropMask.Apply(x, y, rate, Key, start);
        else if (!x.Overlaps(y)) x.CopyTo(y);
    }

    /// <inheritdoc/>
    protected override void BackwardRange(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int start) =>
        ForwardRange(dy, dx, start);

    private uint Key => (uint)(SplitMix64.Mix(Current!.RandomKey, RandomId) >> 32);
}
