using System.Numerics.Tensors;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>What a recipe's features are computed of: a clip's speech without offset, of one level, band and noise floor.</summary>
internal static class ClipHearing
{
    /// <summary>
    /// Where silence is cut away, it is well away from speech: a boundary beside it would move with every codec. Pauses shorter than a
    /// second belong to the way somebody speaks. A recording that begins or ends nearer to speech than the margin is filled up with
    /// silence, so that silence around it changes nothing.
    /// </summary>
    private static readonly SpeechOptions Picking = new()
    {
        Threshold = 0.3,
        EndThreshold = 0.15,
        LeastSpeechSeconds = 0.1,
        LeastPauseSeconds = 1,
        MarginSeconds = 0.4,
    };

    /// <summary>The samples at the recipe's rate, in memory of their own.</summary>
    /// <param name="clip">The clip at any rate.</param>
    /// <param name="plan">How it is heard.</param>
    /// <param name="sampleRateHz">The recipe's rate.</param>
    /// <param name="length">The number of samples that is kept or filled with silence; null for all.</param>
    public static float[] Prepare(HeardClip clip, HearingPlan plan, int sampleRateHz, int? length)
    {
        var band = plan.BandHz < sampleRateHz / 2.0 ? plan.BandHz : null;
        var samples = band is not null && plan.RemoveOffset ? clip.Within(sampleRateHz, band.Value)
            : (plan.RemoveOffset ? clip.At(sampleRateHz) : clip.Recording.Resample(sampleRateHz)).Samples;
        if (band is not null && !plan.RemoveOffset) samples = LowPass.Apply(samples, sampleRateHz, band.Value);
        if (plan.PickSpeech) samples = Pick(samples, sampleRateHz, clip);
        var gain = plan.BringToLevel ? Gain(samples, sampleRateHz) : 1;
        var kept = new float[length ?? samples.Length];
        TensorPrimitives.Multiply(samples.AsSpan(0, Math.Min(samples.Length, kept.Length)), gain, kept);
        if (plan.Dither > 0) DitherNoise.Add(kept, plan.Dither);
        return kept;
    }

    /// <summary>The speech alone; all of the samples where there is none.</summary>
    private static float[] Pick(float[] samples, int sampleRateHz, HeardClip clip)
    {
        var spans = clip.Speech(Picking)
            .Select(s => (Start: Place(s.StartSeconds), End: Place(s.EndSeconds))).Where(s => s.End > s.Start).ToArray();
        if (spans.Length == 0) return samples;
        var (lead, tail) = Missing(clip);
        var at = Length(lead);
        var picked = new float[at + spans.Sum(s => s.End - s.Start) + Length(tail)];
        foreach (var (start, end) in spans)
        {
            samples.AsSpan(start, end - start).CopyTo(picked.AsSpan(at));
            at += end - start;
        }

        return picked;

        int Length(double seconds) => (int)Math.Round(seconds * sampleRateHz);
        int Place(double seconds) => Math.Clamp(Length(seconds), 0, samples.Length);
    }

    /// <summary>The seconds by which the recording is too short for the margin before its first and behind its last speech.</summary>
    private static (double Lead, double Tail) Missing(HeardClip clip)
    {
        var speech = clip.Speech(Picking with { MarginSeconds = 0 });
        var behind = clip.Recording.DurationSeconds - speech[^1].EndSeconds;
        return (Math.Max(0, Picking.MarginSeconds - speech[0].StartSeconds), Math.Max(0, Picking.MarginSeconds - behind));
    }

    /// <summary>What brings the samples to <see cref="HearingPlan.LevelDb"/>; 1 for silence.</summary>
    private static float Gain(float[] samples, int sampleRateHz)
    {
        var level = ActiveLevel.OfDb(samples, sampleRateHz);
        return double.IsFinite(level) ? (float)Math.Pow(10, (HearingPlan.LevelDb - level) / 20) : 1;
    }
}
