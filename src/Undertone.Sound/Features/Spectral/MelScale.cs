namespace Undertone.Sound.Features.Spectral;

/// <summary>Hertz and mel, on Slaney's scale (Auditory Toolbox, 1998: linear below 1 kHz, logarithmic above) or HTK's.</summary>
internal static class MelScale
{
    private const double LinearHzPerMel = 200.0 / 3;
    private const double KneeHz = 1000;
    private const double KneeMel = KneeHz / LinearHzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    public static double FromHz(double hz, bool htk) =>
        htk ? 2595 * Math.Log10(1 + hz / 700)
        : hz >= KneeHz ? KneeMel + Math.Log(hz / KneeHz) / LogStep
        : hz / LinearHzPerMel;

    public static double ToHz(double mel, bool htk) =>
        htk ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel >= KneeMel ? KneeHz * Math.Exp(LogStep * (mel - KneeMel))
        : LinearHzPerMel * mel;

    /// <summary>Frequencies that are equally far apart in mel.</summary>
    public static double[] Frequencies(int count, double minHz, double maxHz, bool htk)
    {
        double low = FromHz(minHz, htk), high = FromHz(maxHz, htk);
        var hz = new double[count];
        for (var i = 0; i < count; i++) hz[i] = ToHz(count == 1 ? low : low + (high - low) * i / (count - 1), htk);
        return hz;
    }
}
