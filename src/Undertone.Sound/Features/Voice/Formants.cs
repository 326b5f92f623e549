using System.Numerics;
using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// The resonances of the vocal tract by linear prediction, as Praat's "To Formant (burg)" finds them: the clip brought to twice the
/// ceiling, pre-emphasis, a Gaussian window, two poles for each formant. Frames without voice have formants too, of breath or noise.
/// </summary>
public static class Formants
{
    /// <summary>F1 to F3.</summary>
    public const int Count = 3;

    private static readonly OptionField<FormantOptions>[] FormantFields =
    [
        new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
        new("window_seconds", o => OptionText.Of(o.WindowSeconds), (o, v) => o with { WindowSeconds = OptionText.Number(v) }),
        new("ceiling_hz", o => OptionText.Of(o.CeilingHz), (o, v) => o with { CeilingHz = OptionText.Integer(v) }),
        new("max_formants", o => OptionText.Of(o.MaxFormants), (o, v) => o with { MaxFormants = OptionText.Integer(v) }),
        new("preemphasis_hz", o => OptionText.Of(o.PreemphasisHz), (o, v) => o with { PreemphasisHz = OptionText.Number(v) }),
        new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
    ];

    internal static readonly FeatureDefinition<FormantOptions> Definition = Of("formants", 0);

    internal static readonly FeatureDefinition<FormantOptions> BandwidthDefinition = Of("formant_bandwidths", Count);

    /// <summary>The formants of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, without a constant offset.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: Praat's defaults, and frames at every 512th sample.</param>
    /// <returns>Frequencies and bandwidths, frame by frame.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FormantTrack Compute(ReadOnlySpan<float> samples, int sampleRateHz, FormantOptions? options = null)
    {
        options ??= new FormantOptions();
        FeatureSpec[] both = [new(Definition, options), new(BandwidthDefinition, options)];
        var results = new FeatureExtractor(both, sampleRateHz).Extract(samples);
        return new FormantTrack(results[0], results[1]);
    }

    private static FeatureDefinition<FormantOptions> Of(string name, int first) => new(
        name,
        new(),
        FormantFields,
        (p, o) => new BandFeature(
            p.Shared(o, () => new OfClip(o, p.SampleRateHz, p.Width)),
            first,
            Count,
            "the clip is resampled to twice the ceiling as a whole"));

    /// <summary>Three frequencies and three bandwidths of each frame.</summary>
    private sealed class OfClip : ClipFeature
    {
        /// <summary>Poles so near 0 Hz or the ceiling are of the slope of the spectrum, not of a formant.</summary>
        private const double MarginHz = 50;

        private readonly FormantOptions _options;
        private readonly int _sampleRateHz;
        private readonly StftOptions _framing;
        private readonly SpectralResampler _resampler;
        private readonly double[] _window;
        private readonly double[] _frame;
        private readonly LinearPrediction _prediction;
        private readonly PolynomialRoots _roots;
        private readonly List<(double Hz, double BandwidthHz)> _found = [];

        public OfClip(FormantOptions options, int sampleRateHz, SimdWidth width)
        {
            (_options, _sampleRateHz) = (options, sampleRateHz);
            FeatureOptionException.Require(Resampler.Supports(sampleRateHz, 2 * options.CeilingHz), "ceiling_hz", options.CeilingHz,
                FormattableString.Invariant($"nearer to half the sample rate, {sampleRateHz / 2.0} Hz"));
            var seconds = options.WindowSamples / (2.0 * options.CeilingHz);
            _framing = new()
            {
                FftSamples = Math.Max(2 * (int)Math.Round(seconds * sampleRateHz / 2), 2),
                HopSamples = options.HopSamples,
                Center = options.Center,
            };
            _resampler = new SpectralResampler(sampleRateHz, 2 * options.CeilingHz, width);
            _window = GaussianWindow.Of(options.WindowSamples);
            _frame = new double[_window.Length];
            _prediction = new LinearPrediction(2 * options.MaxFormants, _window.Length);
            _roots = new PolynomialRoots(2 * options.MaxFormants);
        }

        public override int Bands => 2 * Count;

        public override int FramesOf(int samples) => Framing.Count(samples, _framing);

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var samples = Emphasise(clip.Span);
            var values = new float[checked(Framing.Count(clip.Length, _framing) * Bands)];
            values.AsSpan().Fill(float.NaN);
            for (var t = 0; t < values.Length / Bands; t++)
            {
                var start = Framing.Start(t, _framing);
                if (IsSilent(clip.Span, start)) continue;
                Find(samples, (double)start + _framing.FftSamples / 2);
                for (var i = 0; i < Math.Min(_found.Count, Count); i++)
                {
                    (values[t * Bands + i], values[t * Bands + Count + i]) = ((float)_found[i].Hz, (float)_found[i].BandwidthHz);
                }
            }

            return new FeatureMatrix(values.Length / Bands, Bands, values);
        }

        /// <summary>Whether a frame holds nothing but zeros.</summary>
        private bool IsSilent(ReadOnlySpan<float> clip, long start)
        {
            var (from, to) = (Math.Max(start, 0), Math.Min(start + _framing.FftSamples, clip.Length));
            return from >= to || !clip[(int)from..(int)to].ContainsAnyExcept(0f);
        }

        /// <summary>The clip at twice the ceiling, its slope of -6 dB an octave made up for.</summary>
        private double[] Emphasise(ReadOnlySpan<float> clip)
        {
            // The step down to the silence behind the clip is one sample more.
            var samples = _resampler.Resample(clip);
            Array.Resize(ref samples, samples.Length + 1);
            var factor = Math.Exp(-Math.PI * _options.PreemphasisHz / _options.CeilingHz);
            for (var i = samples.Length - 1; i > 0; i--) samples[i] -= factor * samples[i - 1];
            return samples;
        }

        /// <summary>The formants of the frame around a place of the clip, from the lowest.</summary>
        private void Find(double[] samples, double place)
        {
            _found.Clear();
            var start = (int)Math.Round(place * 2 * _options.CeilingHz / _sampleRateHz) - _window.Length / 2;
            for (var i = 0; i < _frame.Length; i++)
            {
                _frame[i] = (uint)(start + i) < (uint)samples.Length ? samples[start + i] * _window[i] : 0;
            }

            _prediction.Fit(_frame);
            _roots.Find(_prediction.Polynomial);
            foreach (var root in _roots.Roots)
            {
                if (root.Imaginary < 0) continue;
                // A pole outside the unit circle stands for the one inside that sounds alike.
                var bandwidth = Math.Abs(Math.Log(Complex.Abs(root))) * 2 * _options.CeilingHz / Math.PI;
                var hz = root.Phase * _options.CeilingHz / Math.PI;
                if (hz >= MarginHz && hz <= _options.CeilingHz - MarginHz) _found.Add((hz, bandwidth));
            }

            _found.Sort();
        }
    }
}
