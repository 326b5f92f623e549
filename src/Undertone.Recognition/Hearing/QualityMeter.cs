using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>Measures what is known of a recording beside what is said in it.</summary>
internal static class QualityMeter
{
    // Where answers get worse, as evaluate --robustness shows.
    private const double LittleSpeechSeconds = 0.5;
    private const double QuietDb = -75;
    private const double ClippedShare = 0.005;
    private const double NoisyDb = 15;
    private const double NarrowShare = 0.85;

    /// <summary>The quality of a recording.</summary>
    /// <param name="clip">The recording.</param>
    /// <param name="bandHz">The band that the model hears.</param>
    public static RecordingQuality Measure(HeardClip clip, double bandHz)
    {
        var (heard, rate) = (clip.WithoutOffset.Samples, clip.Recording.SampleRateHz);
        return Quality(clip, BlockPowers.Of(clip), ActiveLevel.OfDb(heard, rate), BandwidthMeter.Measure(heard, rate), bandHz);
    }

    /// <summary>
    /// The quality of a part of a recording. Its level is the mean power of its blocks with speech, of all blocks where there are none.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="bandwidthHz">How high the recording reaches.</param>
    /// <param name="bandHz">The band that the model hears.</param>
    public static RecordingQuality MeasurePart(HeardClip part, double bandwidthHz, double bandHz)
    {
        var powers = BlockPowers.Of(part);
        return Quality(part, powers, 10 * Math.Log10(powers.Loud), bandwidthHz, bandHz);
    }

    /// <summary>A quality with its flags.</summary>
    public static RecordingQuality WithFlags(RecordingQuality quality, double bandHz) =>
        quality with { Flags = [.. Flags(quality, bandHz)] };

    /// <summary>How long somebody speaks, in seconds.</summary>
    public static double SpeechSeconds(long blocks) => blocks * SpeechDetector.BlockSamples / (double)SpeechDetector.SampleRateHz;

    private static RecordingQuality Quality(HeardClip clip, BlockPowers powers, double levelDb, double bandwidthHz, double bandHz)
    {
        var quality = new RecordingQuality(
            SpeechSeconds(powers.SpeechBlocks), double.IsFinite(levelDb) ? levelDb : null, clip.ClippedShare,
            powers.SnrDb, bandwidthHz);
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
}
