namespace Undertone.Sound.Features.Functionals;

/// <summary>Statistics of values; 0 where there are none.</summary>
internal static class Statistics
{
    /// <summary>The arithmetic mean.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var v in values) sum += v;
        return values.IsEmpty ? 0 : sum / values.Length;
    }

    /// <summary>The standard deviation of a population.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        var (mean, sum) = (Mean(values), 0.0);
        foreach (var v in values) sum += (v - mean) * (v - mean);
        return values.IsEmpty ? 0 : Math.Sqrt(sum / values.Length);
    }

    /// <summary>The deviation over the mean, with its sign; 0 for a mean of 0.</summary>
    public static double Variation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        return mean == 0 ? 0 : Deviation(values) / mean;
    }

    /// <summary>A percentile by linear interpolation, as NumPy takes it.</summary>
    public static double Percentile(ReadOnlySpan<double> values, double percent)
    {
        if (values.IsEmpty) return 0;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var at = percent / 100 * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
