namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>
/// Sine, cosine and powers from additions, multiplications and divisions alone, which IEEE 754 rounds the same way on every machine;
/// Math.Sin and Math.Exp come from the platform's C library and may differ in the last bit.
/// </summary>
/// <remarks>The error is below 1e-12 for |x| up to 1e4, far below a 16-bit step.</remarks>
internal static class PortableMath
{
    /// <summary>Sine of an angle in radians.</summary>
    public static double Sin(double x)
    {
        var r = x - Math.Round(x / Math.Tau) * Math.Tau;
        if (r > Math.PI / 2) r = Math.PI - r;
        else if (r < -Math.PI / 2) r = -Math.PI - r;
        var (term, sum, square) = (r, r, r * r);
        for (var k = 2; k <= 20; k += 2)
        {
            term *= -square / (k * (k + 1));
            sum += term;
        }

        return sum;
    }

    /// <summary>Cosine of an angle in radians.</summary>
    public static double Cos(double x) => Sin(x + Math.PI / 2);

    /// <summary>2 to the power x.</summary>
    public static double Exp2(double x)
    {
        const double Ln2 = 0.693147180559945309417;
        var whole = Math.Round(x);
        var r = (x - whole) * Ln2;
        var (term, sum) = (1.0, 1.0);
        for (var k = 1; k <= 14; k++)
        {
            term *= r / k;
            sum += term;
        }

        return Math.ScaleB(sum, (int)whole);
    }

    /// <summary>e to the power x.</summary>
    public static double Exp(double x) => Exp2(x * 1.44269504088896340736);

    /// <summary>The factor of an amplitude for a level in dB.</summary>
    public static double FromDb(double levelDb) => Exp2(levelDb * 0.16609640474436811739);

    /// <summary>The factor of a frequency for an interval in semitones.</summary>
    public static double FromSemitones(double semitones) => Exp2(semitones / 12);
}
