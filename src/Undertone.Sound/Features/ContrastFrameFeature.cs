using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The mean of the largest and of the smallest magnitudes of each octave band of a frame: first all valleys, then all peaks; or their differences.</summary>
internal sealed unsafe class ContrastFrameFeature : FrameFeature
{
    private readonly (int Start, int Length, int Count)[] _bands;
    private readonly bool _linear;
    private readonly float[] _sorted;

    public ContrastFrameFeature(SpectralContrastOptions options, int sampleRateHz)
    {
        _linear = options.Linear;
        _bands = new (int, int, int)[options.OctaveBands + 1];
        var bins = options.Stft.Bins;
        var longest = 0;
        for (var band = 0; band < _bands.Length; band++)
        {
            double low = band == 0 ? 0 : options.MinFrequencyHz * Math.Pow(2, band - 1), high = options.MinFrequencyHz * Math.Pow(2, band);
            FeatureOptionException.Require(low < sampleRateHz / 2.0, "n_bands", options.OctaveBands, FormattableString.Invariant($"so small that every band begins below half the sample rate ({sampleRateHz / 2.0} Hz); fmin={options.MinFrequencyHz} Hz"));
            int start = 0, end = bins;
            while (start < bins && Hz(start) < low) start++;
            while (end > start && Hz(end - 1) > high) end--;
            FeatureOptionException.Require(end > start, "n_fft", options.Stft.FftSamples, FormattableString.Invariant($"so large that bins lie between {low} and {high} Hz"));
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
