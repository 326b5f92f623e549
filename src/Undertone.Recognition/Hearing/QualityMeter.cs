using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>Measures what is known of a recording beside what is said in it.</summary>
internal static class QualityMeter
{
    private const double NoiseProbability = 0.1;
    private const int LeastBlocks = 5;
    private const double MostSnrDb = 96;

    // Where answers get worse, as evaluate --robustness shows.
    private const double LittleSpeechSeconds = 0.5;
    private const double QuietDb = -75;
    private const double ClippedShare = 0.005;
    private const double NoisyDb = 15;
    private const double NarrowShare = 0.85;

    /// <summary>The quality of a recording.</summary>
    /// <param name="clip">The recording.</param>
    /// <param name="bandHz">The band that the model hears.</param>
    public static RecordingQuality Measure(HeardClip clip, double bandHz) =>
        Measure(clip, clip.WithoutOffset, BandwidthMeter.Measure(clip.WithoutOffset.Samples, clip.Recording.SampleRateHz), bandHz);

    /// <summary>The quality of a part of a recording.</summary>
    /// <param name="part">The part.</param>
    /// <param name="bandwidthHz">How high the recording reaches.</param>
    /// <param name="bandHz">The band that the model hears.</param>
    public static RecordingQuality MeasurePart(HeardClip part, double bandwidthHz, double bandHz) =>
        Measure(part, part.At(SpeechDetector.SampleRateHz), bandwidthHz, bandHz);

    /// <summary>A quality with its flags.</summary>
    public static RecordingQuality WithFlags(RecordingQuality quality, double bandHz) =>
        quality with { Flags = [.. Flags(quality, bandHz)] };

    /// <summary>How long somebody speaks, in seconds.</summary>
    public static double SpeechSeconds(long blocks) => blocks * SpeechDetector.BlockSamples / (double)SpeechDetector.SampleRateHz;

    private static RecordingQuality Measure(HeardClip clip, AudioClip withoutOffset, double bandwidthHz, double bandHz)
    {
        var level = ActiveLevel.OfDb(withoutOffset.Samples, withoutOffset.SampleRateHz);
        var quality = new RecordingQuality(
            SpeechSeconds(clip.SpeechProbabilities.Count(p => p > SpeechSpans.SpeechProbability)),
            double.IsFinite(level) ? level : null,
            ClippedRuns.ShareOf(clip.Recording.Samples),
            SnrDb(clip),
            bandwidthHz);
        return WithFlags(quality, bandHz);
    }

    private static IEnumerable<QualityFlag> Flags(RecordingQuality quality, double bandHz)
    {
        if (quality.SpeechSeconds < LittleSpeechSeconds) yield return QualityFlag.LittleSpeech;
        if (quality.LevelDb < QuietDb) yield return QualityFlag.Quiet;
        if (quality.ClippedShare > ClippedShare) yield return QualityFlag.Clipped;
        if (quality.SnrDb < NoisyDb) yield return QualityFlag.Noisy;
        if (quality.BandwidthHz < NarrowShare * bandHz) yield return QualityFlag.NarrowBand;
    }

    /// <summary>The mean power of the blocks with speech, less that of the noise in them, over the median of the blocks without.</summary>
    private static double? SnrDb(HeardClip clip)
    {
        var samples = clip.At(SpeechDetector.SampleRateHz).Samples;
        var (speech, speechBlocks, noise) = (0.0, 0, new List<double>());
        var blocks = clip.SpeechProbabilities;
        for (var b = 0; b < blocks.Count && b * SpeechDetector.BlockSamples < samples.Length; b++)
        {
            var block = samples.AsSpan(b * SpeechDetector.BlockSamples);
            if (block.Length > SpeechDetector.BlockSamples) block = block[..SpeechDetector.BlockSamples];
            double power = 0;
            foreach (var s in block) power += (double)s * s;
            power /= block.Length;
            if (blocks[b] > SpeechSpans.SpeechProbability) (speech, speechBlocks) = (speech + power, speechBlocks + 1);
            else if (blocks[b] < NoiseProbability) noise.Add(power);
        }

        if (speechBlocks < LeastBlocks || noise.Count < LeastBlocks) return null;
        noise.Sort();
        var (loud, quiet) = (speech / speechBlocks, noise[noise.Count / 2]);
        if (quiet == 0) return MostSnrDb;
        return loud > quiet ? Math.Min(MostSnrDb, 10 * Math.Log10((loud - quiet) / quiet)) : 0;
    }
}
