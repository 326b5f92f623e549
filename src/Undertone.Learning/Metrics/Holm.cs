namespace Undertone.Learning.Metrics;

/// <summary>
/// Holm's step-down correction (1979) of the p values of several tests: with it, the chance that any of them finds a difference where there
/// is none stays below the limit, whatever the tests have to do with each other.
/// </summary>
public static class Holm
{
    /// <summary>The corrected p values, as R's <c>p.adjust</c> gives them with <c>method = "holm"</c>.</summary>
    /// <param name="p">The p value of each test, 0 to 1.</param>
    /// <returns>The corrected value of each, in the same order, at most 1.</returns>
    /// <exception cref="ArgumentException">A value is not from 0 to 1.</exception>
    public static double[] Adjust(ReadOnlySpan<double> p)
    {
        foreach (var value in p)
        {
            if (!(value is >= 0 and <= 1)) throw new ArgumentException($"A p value is {value}; it must lie from 0 to 1.", nameof(p));
        }

        var values = p.ToArray();
        var adjusted = new double[values.Length];
        var (rank, highest) = (0, 0.0);
        foreach (var i in Enumerable.Range(0, values.Length).OrderBy(i => values[i]))
        {
            highest = Math.Max(highest, Math.Min(1, (values.Length - rank++) * values[i]));
            adjusted[i] = highest;
        }

        return adjusted;
    }
}
