using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>Another microphone: a random smooth curve over the bands, at most so many decibels up or down, added to all steps.</summary>
internal sealed record EqualizerStage(double MostDb, LogScale Scale) : ImageStage
{
    /// <inheritdoc/>
    public override bool NeedsBands => true;

    /// <summary>Reads <c>db</c> and <c>log</c>.</summary>
    public static EqualizerStage Read(SpecReader spec) => new(spec.Number("db", 6, 0, 60), LogScale.Read(spec));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random) =>
        image.AddToBands(SmoothCurve.Draw(image.Bands, Scale.OfDecibels(MostDb), random));
}
