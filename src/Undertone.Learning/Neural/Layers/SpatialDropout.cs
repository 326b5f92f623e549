using System.Numerics.Tensors;
using Undertone.Learning.Graphs;
using Undertone.Learning.Kernels;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// In training, sets whole channels of a sample to zero and scales the others up (Tompson and others 2015); else does nothing.
/// </summary>
internal sealed class SpatialDropout(float rate) : SampleLayer
{
    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override bool GradientInPlace => true;

    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => x;

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) => input;

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample) => Apply(x.Sample(sample), y.Sample(sample), sample, x.Shape[^1]);

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample) =>
        Apply(dy.Sample(sample), dx.Sample(sample), sample, x.Shape[^1]);

    private void Apply(ReadOnlySpan<float> from, Span<float> to, int sample, int channels)
    {
        if (!Current!.Training || rate <= 0)
        {
            if (!from.Overlaps(to)) from.CopyTo(to);
            return;
        }

        Span<float> mask = channels <= 1024 ? stackalloc float[channels] : new float[channels];
        mask.Fill(1);
        DropMask.Apply(mask, mask, rate, (uint)(SplitMix64.Mix(Current.RandomKey, RandomId) >> 32), sample * channels);
        for (var at = 0; at < from.Length; at += channels)
            TensorPrimitives.Multiply(from.Slice(at, channels), mask, to.Slice(at, channels));
    }
}
