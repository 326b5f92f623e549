using Undertone.Sound.Audio;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>
/// Takes off what lies above a frequency: a sinc in a Kaiser window (J. F. Kaiser, 1974) of 80 dB, without delay, the signal counting as
/// zero before its start and after its end.
/// </summary>
public static class LowPass
{
    // Kaiser's formulas for 80 dB and a transition of a twentieth of the Nyquist frequency.
    private const double Attenuation = 80;
    private const double Beta = 0.1102 * (Attenuation - 8.7);
    private const double Transition = 0.05;
    internal const int HalfTaps = (int)((Attenuation - 8) / (2 * 2.285 * Math.PI * Transition)) + 1;

    /// <summary>The samples without what lies above a frequency; those given stay as they are.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <param name="cutoffHz">
    /// Where 6 dB are lost, in Hz, above 0; the transition reaches 1.25 % of the rate to both sides. At half the rate and above nothing is
    /// taken off.
    /// </param>
    /// <returns>The filtered signal [n].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the frequency is not above 0.</exception>
    public static float[] Apply(ReadOnlySpan<float> samples, int sampleRateHz, double cutoffHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        if (!(cutoffHz > 0)) throw new ArgumentOutOfRangeException(nameof(cutoffHz), cutoffHz, "A frequency above 0 is needed.");
        if (cutoffHz >= sampleRateHz / 2.0) return samples.ToArray();
        var taps = Taps(sampleRateHz, cutoffHz);
        var padded = new float[samples.Length + taps.Length];
        samples.CopyTo(padded.AsSpan(HalfTaps));
        var filtered = new float[samples.Length];
        FirKernel.Windows(padded, 0, 1, taps, filtered, 1, filtered.Length);
        return filtered;
    }

    /// <summary>The filter, with zeros behind it up to a length that the loops like.</summary>
    internal static float[] Taps(int sampleRateHz, double cutoffHz)
    {
        var sinc = new KaiserSinc(Beta, 2 * cutoffHz / sampleRateHz, HalfTaps);
        var taps = new float[((2 * HalfTaps) + FirKernel.TapMultiple) / FirKernel.TapMultiple * FirKernel.TapMultiple];
        for (var k = 0; k <= 2 * HalfTaps; k++) taps[k] = (float)sinc.At(k - HalfTaps);
        return taps;
    }
}
