namespace Undertone.Learning.Metrics;

/// <summary>
/// How far raters agree beyond chance, for any number of raters, of whom each may have rated some units only (Krippendorff 2011, Computing
/// Krippendorff's Alpha-Reliability): 1 less the observed disagreement over the one expected by chance.
/// </summary>
public static class KrippendorffAlpha
{
    /// <summary>The agreement.</summary>
    /// <param name="units">The ratings of each unit, in any order; units with fewer than two say nothing and are passed over.</param>
    /// <param name="scale">What the values mean.</param>
    /// <returns>
    /// 1 where all agree, 0 where they agree as chance would, below 0 where less; NaN where no unit has two ratings or all ratings are the
    /// same value.
    /// </returns>
    /// <exception cref="ArgumentException">A rating is not finite, or negative on a ratio scale.</exception>
    public static double Of(IEnumerable<IReadOnlyList<double>> units, RatingScale scale)
    {
        ArgumentNullException.ThrowIfNull(units);
        var paired = units.Where(u => u.Count > 1).ToArray();
        var values = paired.SelectMany(u => u).Distinct().Order().ToArray();
        if (values.Length > 0 && !(double.IsFinite(values[0]) && double.IsFinite(values[^1])))
            throw new ArgumentException("A rating is not finite.", nameof(units));
        if (scale == RatingScale.Ratio && values.Length > 0 && values[0] < 0)
            throw new ArgumentException($"A rating is {values[0]}; on a ratio scale none is negative.", nameof(units));

        var coincidences = Coincidences(paired, values);
        var totals = new double[values.Length];
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = 0; k < values.Length; k++) totals[c] += coincidences[c, k];
        }

        var (observed, expected, all) = (0.0, 0.0, totals.Sum());
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = 0; k < values.Length; k++)
            {
                var apart = Difference(c, k, values, totals, scale);
                observed += coincidences[c, k] * apart;
                expected += totals[c] * totals[k] * apart;
            }
        }

        return expected > 0 ? 1 - ((all - 1) * observed / expected) : double.NaN;
    }

    /// <summary>How often two ratings of one unit have each pair of values: a unit of m ratings counts m in all.</summary>
    private static double[,] Coincidences(IReadOnlyList<double>[] units, double[] values)
    {
        var sums = new double[values.Length, values.Length];
        foreach (var unit in units)
        {
            var counts = unit.CountBy(v => Array.BinarySearch(values, v)).ToArray();
            foreach (var (c, first) in counts)
            {
                foreach (var (k, second) in counts) sums[c, k] += (double)first * (c == k ? second - 1 : second) / (unit.Count - 1);
            }
        }

        return sums;
    }

    private static double Difference(int c, int k, double[] values, double[] totals, RatingScale scale)
    {
        if (c == k) return 0;
        var apart = values[c] - values[k];
        switch (scale)
        {
            case RatingScale.Nominal:
                return 1;
            case RatingScale.Interval:
                return apart * apart;
            case RatingScale.Ratio:
                return apart / (values[c] + values[k]) * (apart / (values[c] + values[k]));
            case RatingScale.Ordinal:
                var between = -(totals[c] + totals[k]) / 2;
                for (var g = Math.Min(c, k); g <= Math.Max(c, k); g++) between += totals[g];
                return between * between;
            default:
                throw new ArgumentOutOfRangeException(nameof(scale), scale, "There is no such scale.");
        }
    }
}
