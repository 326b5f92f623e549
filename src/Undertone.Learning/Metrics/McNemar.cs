namespace Undertone.Learning.Metrics;

/// <summary>McNemar's test (1947): do two models, judged on the same samples, differ by more than chance?</summary>
public static class McNemar
{
    /// <summary>Compares two lists of predictions.</summary>
    /// <param name="truth">The class of each sample.</param>
    /// <param name="first">What the first model predicted.</param>
    /// <param name="second">What the second model predicted.</param>
    /// <exception cref="ArgumentException">There is no sample, or the lists differ in length.</exception>
    public static McNemarResult Test(ReadOnlySpan<int> truth, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        Counting.CheckLengths(truth.Length, first.Length);
        Counting.CheckLengths(truth.Length, second.Length);
        var (a, b) = (0, 0);
        for (var i = 0; i < truth.Length; i++)
        {
            var (f, s) = (first[i] == truth[i], second[i] == truth[i]);
            if (f && !s) a++;
            if (s && !f) b++;
        }

        return FromCounts(a, b);
    }

    /// <summary>The test from the two counts of differing samples.</summary>
    internal static McNemarResult FromCounts(int onlyFirst, int onlySecond)
    {
        double n = onlyFirst + onlySecond;
        if (n == 0) return new McNemarResult(0, 0, 1, 0, 1);
        var difference = Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1);
        var chi = difference * (double)difference / n;
        return new McNemarResult(onlyFirst, onlySecond, Exact(Math.Min(onlyFirst, onlySecond), (int)n), chi, UpperTail(Math.Sqrt(chi / 2)));
    }

    /// <summary>min(1, 2 P(X at most k)) for X binomial(n, 1/2), summed in logarithms.</summary>
    private static double Exact(int k, int n)
    {
        var logTerm = -n * Math.Log(2);
        double sum = 0;
        for (var i = 0; i <= k; i++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log(n - i) - Math.Log(i + 1);
        }

        return Math.Min(1, 2 * sum);
    }

    /// <summary>The complementary error function for x at least 0: its series below 2, Lentz's continued fraction above.</summary>
    private static double UpperTail(double x)
    {
        if (x < 2)
        {
            var (term, sum) = (x, x);
            for (var k = 1; Math.Abs(term) > 1e-18; k++)
            {
                term *= -x * x / k;
                sum += term / (2 * k + 1);
            }

            return 1 - 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = 0;
        for (var k = 120; k > 0; k--) fraction = k / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
