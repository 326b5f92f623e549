using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// The harmonics-to-noise ratio by autocorrelation (P. Boersma, 1993), as Praat's "To Harmonicity (ac)" computes it: 0 dB means as much
/// energy in the harmonics as in the noise, 20 dB 99 %.
/// </summary>
public static class Harmonicity
{
    /// <summary>The largest ratio that is told, and its negative the smallest, in dB.</summary>
    private const double MostDb = 150;

    internal static readonly FeatureDefinition<HarmonicityOptions> Definition = new(
        "hnr",
        new(),
        [
            new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
            new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
            new("silence_threshold", o => OptionText.Of(o.SilenceThreshold), (o, v) => o with { SilenceThreshold = OptionText.Number(v) }),
            new("periods_per_window", o => OptionText.Of(o.PeriodsPerWindow), (o, v) => o with { PeriodsPerWindow = OptionText.Number(v) }),
            new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
        ],
        Plan);

    /// <summary>The harmonics-to-noise ratio of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1; a constant offset does not matter.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: Praat's defaults, and frames at every 512th sample.</param>
    /// <returns>Decibels, NaN where a frame is silent or has no period, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, HarmonicityOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private static ClipFeature Plan(FeaturePlanner planner, HarmonicityOptions options)
    {
        var peak = new AutocorrelationPeak(options, planner.SampleRateHz, planner.Width);
        var framing = new StftOptions { FftSamples = peak.WindowSamples, HopSamples = options.HopSamples, Center = options.Center };
        return options.SilenceThreshold > 0
            ? new OfClip(peak, new FrameGroup(framing, planner.Width), options.SilenceThreshold)
            : planner.Row(framing, options, () => new OfFrame(peak));
    }

    /// <summary>Decibels of a peak of the autocorrelation: the energy that repeats over that which does not.</summary>
    private static float Db(double correlation) => correlation <= 0 ? float.NaN
        : (float)Math.Clamp(10 * Math.Log10(correlation / (1 - correlation)), -MostDb, MostDb);

    /// <summary>The ratio of a frame, silent or not.</summary>
    private sealed unsafe class OfFrame(AutocorrelationPeak peak) : FrameFeature
    {
        public override int Bands => 1;

        public override bool NeedsSpectrum => false;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            peak.Load(samples);
            *result = Db(peak.Height());
        }
    }

    /// <summary>The ratio of the frames that are not silent.</summary>
    private sealed unsafe class OfClip(AutocorrelationPeak peak, FrameGroup frames, double silenceThreshold) : ClipFeature
    {
        public override int Bands => 1;

        public override int FramesOf(int samples) => Framing.Count(samples, frames.Options);

        public override string WholeClipReason =>
            "silence is told by the largest magnitude of the whole clip; silence_threshold=0 lets it stream";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var largest = LargestMagnitude(clip.Span);
            var values = new float[FramesOf(clip.Length)];
            for (var t = 0; t < values.Length; t++)
            {
                var start = Framing.Start(t, frames.Options);
                var magnitude = peak.Load(frames.Locate(clip.Samples, 0, clip.Length, start));
                // Up to one threshold all is silence; up to two the period has to be the clearer the weaker the frame is.
                var least = 2 - magnitude / largest / silenceThreshold;
                var height = least < 1 ? peak.Height() : 0;
                values[t] = height >= least ? Db(height) : float.NaN;
            }

            return new FeatureMatrix(values.Length, 1, values);
        }

        /// <summary>The largest distance from the mean.</summary>
        private static double LargestMagnitude(ReadOnlySpan<float> clip)
        {
            double sum = 0, largest = 0;
            foreach (var sample in clip) sum += sample;
            var mean = sum / clip.Length;
            foreach (var sample in clip) largest = Math.Max(largest, Math.Abs(sample - mean));
            return largest;
        }
    }
}
