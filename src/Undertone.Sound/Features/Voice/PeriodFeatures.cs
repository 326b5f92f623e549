using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Pitch;

namespace Undertone.Sound.Features.Voice;

/// <summary>Jitter and shimmer of a clip, two bands, out of pulses that are found once.</summary>
internal sealed class PeriodFeatures(ClipFeature pitch, PeriodOptions options, int sampleRateHz) : ClipFeature
{
    public override int Bands => 2;

    /// <summary>The definition of one of the bands.</summary>
    public static FeatureDefinition<PeriodOptions> Definition(string name, int band) => new(
        name,
        new(),
        [
            .. Pyin.Fields<PeriodOptions>(o => o.Pitch, (o, p) => o with { Pitch = p }),
            new("window_seconds", o => OptionText.Of(o.WindowSeconds), (o, v) => o with { WindowSeconds = OptionText.Number(v) }),
        ],
        (p, o) => new BandFeature(
            p.Shared(o, () => new PeriodFeatures(Pyin.Plan(p, o.Pitch), o, p.SampleRateHz)), band, 1, Pyin.WholeClipReason));

    public override int FramesOf(int samples) => pitch.FramesOf(samples);

    public override FeatureMatrix Finish(in PinnedSamples clip)
    {
        var (framing, frequencyHz) = (options.Pitch.Framing, Pyin.FrequencyHz(pitch.Finish(clip)));
        var firstCenter = framing.Center ? 0 : framing.FftSamples / 2;
        var pulses = GlottalPulses.Find(
            clip.Span, sampleRateHz, new PitchContour(frequencyHz, firstCenter, framing.HopSamples));
        var statistics = new PeriodStatistics(clip.Span, sampleRateHz, pulses);
        var values = new float[2 * frequencyHz.Length];
        for (var t = 0; t < frequencyHz.Length; t++)
        {
            var middle = (double)firstCenter + (double)t * framing.HopSamples - 0.5;
            var reach = options.WindowSeconds / 2 * sampleRateHz;
            values[2 * t] = (float)statistics.JitterLocal(middle - reach, middle + reach);
            values[2 * t + 1] = (float)statistics.ShimmerLocalDb(middle - reach, middle + reach);
        }

        return new FeatureMatrix(frequencyHz.Length, 2, values);
    }
}
