using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>Louder or softer by at most so many decibels: one number, added everywhere.</summary>
internal sealed record GainStage(double MostDb, LogScale Scale) : ImageStage
{
    /// <summary>Reads <c>db</c> and <c>log</c>.</summary>
    public static GainStage Read(SpecReader spec) => new(spec.Number("db", 3, 0, 60), LogScale.Read(spec));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var gain = Scale.OfDecibels(MostDb * (2 * random.NextDouble() - 1));
        foreach (ref var value in image.Values.AsSpan()) value = (float)(value + gain);
    }
}
