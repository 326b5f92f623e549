using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>
/// A longer or shorter vocal tract (Jaitly and Hinton 2013): the band axis is stretched by a factor that moves the highest band by up to so
/// many bands, linearly between bands; what comes from beyond the edge is the edge.
/// </summary>
internal sealed record BandShiftStage(double MostBands) : ImageStage
{
    /// <inheritdoc/>
    public override bool NeedsBands => true;

    /// <summary>Reads <c>bands</c>.</summary>
    public static BandShiftStage Read(SpecReader spec) => new(spec.Number("bands", 3, 0, 1000));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var (last, channels) = (image.Bands - 1, image.Channels);
        if (last == 0) return;
        var factor = Math.Max(0, 1 + MostBands * (2 * random.NextDouble() - 1) / last);
        var row = new float[image.Inner];
        for (var t = 0; t < image.Steps; t++)
        {
            var step = image.Step(t);
            step.CopyTo(row);
            for (var b = 0; b <= last; b++)
            {
                var at = Math.Min(last, b * factor);
                var left = Math.Min((int)at, last - 1);
                for (var c = 0; c < channels; c++)
                {
                    var (low, high) = ((double)row[left * channels + c], row[(left + 1) * channels + c]);
                    step[b * channels + c] = (float)(low + (at - left) * (high - low));
                }
            }
        }
    }
}
