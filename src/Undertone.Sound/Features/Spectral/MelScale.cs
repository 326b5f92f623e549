namespace Undertone.Sound.Features.Spectral;

/// <summary>Hertz and mel, on Slaney's scale (Auditory Toolbox, 1998: linear below 1 kHz, logarithmic above) or HTK's.</summary>
public static class MelScale
{
    private const double LinearHzPerMel = 200.0 / 3;
    private const double KneeHz = 1000;
    private const double KneeMel = KneeHz / LinearHzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>librosa.hz_to_mel.</summary>
    /// <param name="hz">A frequency in Hz, at least 0.</param>
    /// <param name="htk">HTK's scale rather than Slaney's. Default false.</param>
    public static double FromHz(double hz, bool htk = false) =>
        htk ? 2595 * Math.Log10(1 + hz / 700)
        : hz >= KneeHz ? KneeMel + Math.Log(hz / KneeHz) / LogStep
        : hz / LinearHzPerMel;

    /// <summary>librosa.mel_to_hz.</summary>
    /// <param name="mel">A place on the mel scale, at least 0.</param>
    /// <param name="htk">HTK's scale rather than Slaney's. Default false.</param>
    public static double ToHz(double mel, bool htk = false) =>
        htk ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel >= KneeMel ? KneeHz * Math.Exp(LogStep * (mel - KneeMel))
        : LinearHzPerMel * mel;

    /// <summary>librosa.mel_frequencies: frequencies that are equally far apart in mel.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="minHz">The first in Hz.</param>
    /// <param name="maxHz">The last in Hz.</param>
    /// <param name="htk">HTK's scale rather than Slaney's. Default false.</param>
    public static double[] Frequencies(int count, double minHz, double maxHz, bool htk = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double low = FromHz(minHz, htk), high = FromHz(maxHz, htk);
        var hz = new double[count];
        for (var i = 0; i < count; i++) hz[i] = ToHz(count == 1 ? low : low + (high - low) * i / (count - 1), htk);
        return hz;
    }
}
