using Undertone.Learning.Graphs;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Layers;

/// <summary>
/// In training, sets some runs of steps and of bands (or columns) of a sample to zero (Park and others 2019); else does nothing. Widths are
/// uniform from 0 to the largest, and no run of steps takes more than a fifth of the sample.
/// </summary>
internal sealed class SpecAugment(int timeMasks, int timeWidth, int bandMasks, int bandWidth) : SampleLayer
{
    /// <inheritdoc/>
    public override string AddTo(Graph graph, string x) => x;

    /// <inheritdoc/>
    protected override int[] OnBuild(int[] input) =>
        input.Length > 1
            ? input
            : throw new LayerShapeException(
                $"needs an input of shape [time, columns] or [time, bands, channels], but gets {ShapeText.Of(input)}");

    /// <inheritdoc/>
    protected override void ForwardSample(Tensor x, Tensor y, int sample)
    {
        x.Sample(sample).CopyTo(y.Sample(sample));
        Mask(y, sample);
    }

    /// <inheritdoc/>
    protected override void BackwardSample(Tensor x, Tensor y, Tensor dy, Tensor dx, int sample)
    {
        dy.Sample(sample).CopyTo(dx.Sample(sample));
        Mask(dx, sample);
    }

    private void Mask(Tensor tensor, int sample)
    {
        if (!Current!.Training) return;
        var key = SplitMix64.Mix(SplitMix64.Mix(Current.RandomKey, RandomId), (ulong)sample);
        ulong drawn = 0;
        int Draw(int bound) => (int)Math.BigMul(SplitMix64.Mix(key, ++drawn), (ulong)bound, out _);
        var (steps, bands) = (tensor.Length(sample), tensor.Shape[1]);
        var values = tensor.Sample(sample);
        var channels = tensor.Inner / tensor.Shape[1];
        for (var i = 0; i < timeMasks; i++)
        {
            var width = Draw(Math.Min(timeWidth, steps / 5) + 1);
            values.Slice(Draw(steps - width + 1) * tensor.Inner, width * tensor.Inner).Clear();
        }

        for (var i = 0; i < bandMasks; i++)
        {
            var width = Draw(Math.Min(bandWidth, bands) + 1);
            var first = Draw(bands - width + 1);
            for (var step = 0; step < steps; step++) values.Slice(step * tensor.Inner + first * channels, width * channels).Clear();
        }
    }
}
