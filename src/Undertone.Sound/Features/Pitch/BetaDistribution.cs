namespace Undertone.Sound.Features.Pitch;

/// <summary>The beta distribution.</summary>
internal static class BetaDistribution
{
    private const int MostTerms = 500;

    /// <summary>The regularised incomplete beta function by its continued fraction (W. J. Lentz's method).</summary>
    public static double Cdf(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast below the mean; above it the mirrored one does.
        if (x > (a + 1) / (a + b + 2)) return 1 - Cdf(1 - x, b, a);
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x)) / a;
        double f = 1, c = 1, d = 0;
        for (var i = 0; i <= MostTerms; i++)
        {
            var m = i / 2;
            var term = i == 0 ? 1
                : i % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + term * d);
            c = NotZero(1 + term / c);
            f *= c * d;
            if (Math.Abs(1 - c * d) < 1e-15) break;
        }

        return front * (f - 1);

        static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
    }

    /// <summary>The logarithm of the gamma function by Stirling's series, shifted to where it is exact in double precision.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 20; x++) shift -= Math.Log(x);
        var (inverse, square) = (1 / x, 1 / (x * x));
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }
}
