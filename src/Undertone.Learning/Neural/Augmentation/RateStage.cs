using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>Speaks faster or slower: the time axis is resampled by a factor from 1 - range to 1 + range, linearly between steps.</summary>
internal sealed record RateStage(double Range) : ImageStage
{
    /// <inheritdoc/>
    public override bool ChangesLength => true;

    /// <summary>Reads <c>range</c>.</summary>
    public static RateStage Read(SpecReader spec) => new(spec.Number("range", 0.1, 0, 0.5));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var factor = 1 + Range * (2 * random.NextDouble() - 1);
        var (before, inner) = (image.Steps, image.Inner);
        var after = Math.Max((int)Math.Round(before * factor), Math.Min(before, Math.Max(1, image.LeastSteps)));
        var values = new float[after * inner];
        for (var t = 0; t < after; t++)
        {
            var at = after == 1 ? 0 : t * (before - 1.0) / (after - 1);
            var left = Math.Min((int)at, Math.Max(0, before - 2));
            var (share, right) = (at - left, Math.Min(left + 1, before - 1));
            var a = image.Step(left);
            var b = image.Step(right);
            for (var i = 0; i < inner; i++) values[t * inner + i] = (float)(a[i] + share * ((double)b[i] - a[i]));
        }

        image.Values = values;
    }
}
