using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The bins of a transform that lie between two frequencies, both included.</summary>
internal readonly unsafe struct SpectralBand
{
    /// <summary>How far below what is strongest in a frame energy is still told apart, as a ratio of powers: 100 dB.</summary>
    public const double LeastShare = 1e-10;

    private readonly int _first;
    private readonly int _end;

    public SpectralBand(StftOptions options, int sampleRateHz, double fromHz, double toHz)
    {
        FeatureOptionException.Require(toHz <= sampleRateHz / 2.0, "sr", sampleRateHz, FormattableString.Invariant(
            $"at least {2 * toHz} Hz, since the feature looks at frequencies up to {toHz} Hz"));
        HzPerBin = (double)sampleRateHz / options.FftSamples;
        _first = (int)Math.Ceiling(fromHz / HzPerBin);
        _end = Math.Min((int)Math.Floor(toHz / HzPerBin) + 1, options.Bins);
        FeatureOptionException.Require(_end - _first >= 2, "n_fft", options.FftSamples, FormattableString.Invariant(
            $"longer, so that two bins lie between {fromHz} and {toHz} Hz at {sampleRateHz} Hz"));
    }

    private double HzPerBin { get; }

    /// <summary>The sum of the power of the bins.</summary>
    public double Energy(Spectrum spectrum)
    {
        double sum = 0;
        for (var k = _first; k < _end; k++) sum += spectrum.Power[k];
        return sum;
    }

    /// <summary>The power of the strongest bin.</summary>
    public double Peak(Spectrum spectrum)
    {
        double largest = 0;
        for (var k = _first; k < _end; k++) largest = Math.Max(largest, spectrum.Power[k]);
        return largest;
    }

    /// <summary>The slope of the straight line of least squares through the bins, in dB per Hz.</summary>
    /// <param name="spectrum">The spectrum of a frame.</param>
    /// <param name="least">What a bin of less power counts as, above 0.</param>
    public double Slope(Spectrum spectrum, double least)
    {
        var middle = 0.5 * (_first + _end - 1);
        double product = 0, square = 0;
        for (var k = _first; k < _end; k++)
        {
            product += (k - middle) * 10 * Math.Log10(Math.Max(spectrum.Power[k], least));
            square += (k - middle) * (k - middle);
        }

        return product / square / HzPerBin;
    }

    /// <summary>A ratio in dB, from -100 to 100; 0 where there is no energy at all.</summary>
    public static float RatioDb(double above, double below) => above + below == 0 ? 0
        : (float)(10 * Math.Log10(Math.Max(above, LeastShare * below) / Math.Max(below, LeastShare * above)));
}
