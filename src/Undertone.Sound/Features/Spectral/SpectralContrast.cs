using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The distance between peaks and valleys of the spectrum in octave bands (D.-N. Jiang and others, 2002).</summary>
public static class SpectralContrast
{
    internal static readonly FeatureDefinition<SpectralContrastOptions> Definition = new(
        "spectral_contrast",
        new(),
        [
            .. StftFields.Of<SpectralContrastOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("n_bands", o => OptionText.Of(o.OctaveBands), (o, v) => o with { OctaveBands = OptionText.Integer(v) }),
            new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
            new("quantile", o => OptionText.Of(o.Quantile), (o, v) => o with { Quantile = OptionText.Number(v) }),
            new("linear", o => OptionText.Of(o.Linear), (o, v) => o with { Linear = OptionText.Truth(v) }),
        ],
        Plan);

    /// <summary>librosa.feature.spectral_contrast of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Peaks less valleys of each octave band in dB, [frames, n_bands + 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralContrastOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private static ClipFeature Plan(FeaturePlanner planner, SpectralContrastOptions options)
    {
        var rows = planner.Frames(options.Stft).Add(options, () => new OfFrame(options, planner.SampleRateHz));
        return options.Linear ? new RowFeature(rows) : new InDecibels(rows);
    }

    /// <summary>Peaks less valleys in decibels; each of the two is cut off at 80 dB below its largest value in the clip.</summary>
    private sealed class InDecibels(FrameGroup.Tap rows) : ClipFeature
    {
        private AlignedBuffer<float> _valleys = new(0);

        public override int Bands => rows.Bands / 2;

        public override int FramesOf(int samples) => rows.FramesOf(samples);

        public override string WholeClipReason =>
            "peaks and valleys are cut off at 80 dB below the largest of the whole clip; linear=true lets it stream";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var (frames, bands) = (rows.Frames, Bands);
            var peaks = GC.AllocateUninitializedArray<float>(frames * bands);
            if (_valleys.Length < peaks.Length) _valleys = new AlignedBuffer<float>(peaks.Length);
            var valleys = _valleys.Span[..peaks.Length];
            for (var t = 0; t < frames; t++)
            {
                var row = rows.Rows.Slice(t * rows.Bands, rows.Bands);
                row[..bands].CopyTo(valleys[(t * bands)..]);
                row[bands..].CopyTo(peaks.AsSpan(t * bands));
            }

            Decibels.FromPower(valleys, valleys);
            Decibels.FromPower(peaks, peaks);
            for (var i = 0; i < peaks.Length; i++) peaks[i] -= valleys[i];
            return new FeatureMatrix(frames, bands, peaks);
        }
    }

    /// <summary>The mean of the largest and of the smallest magnitudes of each octave band of a frame: first all
    /// valleys, then all peaks; or their differences.</summary>
    private sealed unsafe class OfFrame : FrameFeature
    {
        private readonly (int Start, int Length, int Count)[] _bands;
        private readonly bool _linear;
        private readonly float[] _sorted;

        public OfFrame(SpectralContrastOptions options, int sampleRateHz)
        {
            _linear = options.Linear;
            _bands = new (int, int, int)[options.OctaveBands + 1];
            var bins = options.Stft.Bins;
            var longest = 0;
            for (var band = 0; band < _bands.Length; band++)
            {
                var low = band == 0 ? 0 : options.MinFrequencyHz * Math.Pow(2, band - 1);
                var high = options.MinFrequencyHz * Math.Pow(2, band);
                FeatureOptionException.Require(low < sampleRateHz / 2.0, "n_bands", options.OctaveBands,
                    FormattableString.Invariant($"so small that every band begins below half the sample rate ({sampleRateHz / 2.0} Hz); ")
                    + FormattableString.Invariant($"fmin={options.MinFrequencyHz} Hz"));
                int start = 0, end = bins;
                while (start < bins && Hz(start) < low) start++;
                while (end > start && Hz(end - 1) > high) end--;
                FeatureOptionException.Require(end > start, "n_fft", options.Stft.FftSamples,
                    FormattableString.Invariant($"so large that bins lie between {low} and {high} Hz"));
                if (band > 0) start = Math.Max(start - 1, 0);
                if (band == options.OctaveBands) end = bins;

                // The share is taken of the whole band; the top bin, which the next band holds too, is dropped after that.
                var count = Math.Max(1, (int)Math.Round(options.Quantile * (end - start), MidpointRounding.ToEven));
                var length = band < options.OctaveBands ? end - start - 1 : end - start;
                _bands[band] = (start, length, Math.Min(count, length));
                longest = Math.Max(longest, length);
            }

            _sorted = new float[longest];

            double Hz(int bin) => (double)bin * sampleRateHz / options.Stft.FftSamples;
        }

        public override int Bands => _linear ? _bands.Length : 2 * _bands.Length;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            for (var band = 0; band < _bands.Length; band++)
            {
                var (start, length, count) = _bands[band];
                var (valley, peak) = count <= VectorKernels.MostExtremes
                    ? spectrum.Kernels.Extremes(spectrum.Magnitude + start, length, count)
                    : Sorted(new ReadOnlySpan<float>(spectrum.Magnitude + start, length), count);
                (valley, peak) = (valley / count, peak / count);
                if (_linear) result[band] = peak - valley;
                else (result[band], result[_bands.Length + band]) = (valley, peak);
            }
        }

        private (float Smallest, float Largest) Sorted(ReadOnlySpan<float> magnitudes, int count)
        {
            var sorted = _sorted.AsSpan(0, magnitudes.Length);
            magnitudes.CopyTo(sorted);
            sorted.Sort();
            double smallest = 0, largest = 0;
            foreach (var value in sorted[..count]) smallest += value;
            foreach (var value in sorted[^count..]) largest += value;
            return ((float)smallest, (float)largest);
        }
    }
}
