using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural.Augmentation;

/// <summary>
/// Steady background noise: the same power in every step, added as power. Its level lies so many decibels below the mean power of the
/// image, drawn evenly between two numbers, and its colour is a random smooth curve over the bands.
/// </summary>
internal sealed record NoiseFloorStage((double From, double To) SnrDb, double ColorDb, LogScale Scale) : ImageStage
{
    /// <inheritdoc/>
    public override bool NeedsBands => true;

    /// <summary>Reads <c>snrDb</c>, <c>colorDb</c> and <c>log</c>.</summary>
    public static NoiseFloorStage Read(SpecReader spec) =>
        new(spec.Range("snrDb", (10, 40), -20, 100), spec.Number("colorDb", 10, 0, 60), LogScale.Read(spec));

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Xoshiro256PlusPlus random)
    {
        var snr = SnrDb.From + (SnrDb.To - SnrDb.From) * random.NextDouble();
        var curve = SmoothCurve.Draw(image.Bands, ColorDb, random);
        var (power, curvePower) = (0.0, 0.0);
        foreach (var value in image.Values) power += Power(Scale.ToDecibels(value));
        foreach (var db in curve) curvePower += Power(db);
        var level = power / image.Values.Length / Power(snr) / (curvePower / image.Bands);
        if (!(level > 0 && double.IsFinite(level))) return;
        var noise = Array.ConvertAll(curve, db => level * Power(db));
        var values = image.Values;
        for (var i = 0; i < values.Length; i++)
        {
            var db = 10 * Math.Log10(Power(Scale.ToDecibels(values[i])) + noise[i / image.Channels % image.Bands]);
            values[i] = (float)Scale.OfDecibels(db);
        }
    }

    private static double Power(double db) => Math.Pow(10, db / 10);
}
