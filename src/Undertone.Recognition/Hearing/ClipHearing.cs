using System.Numerics.Tensors;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>What a recipe's features are computed of: a clip's speech without offset, of one level, band and noise floor.</summary>
internal static class ClipHearing
{
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
        if (plan.PickSpeech) samples = PickedSpeech.Of(samples, sampleRateHz, clip);
        var gain = plan.BringToLevel ? Gain(samples, sampleRateHz) : 1;
        var kept = new float[length ?? samples.Length];
        TensorPrimitives.Multiply(samples.AsSpan(0, Math.Min(samples.Length, kept.Length)), gain, kept);
        if (plan.Dither > 0) DitherNoise.Add(kept, plan.Dither);
        return kept;
    }

    /// <summary>What brings the samples to <see cref="HearingPlan.LevelDb"/>; 1 for silence.</summary>
    private static float Gain(float[] samples, int sampleRateHz)
    {
        var level = ActiveLevel.OfDb(samples, sampleRateHz);
        return double.IsFinite(level) ? (float)Math.Pow(10, (HearingPlan.LevelDb - level) / 20) : 1;
    }
}
