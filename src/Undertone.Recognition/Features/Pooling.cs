using System.Globalization;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// Statistics over time of every column of a feature matrix, summed in double precision, as NumPy computes them along the frames. Frames
/// without a value (NaN, as of a pitch where nobody speaks) do not count; a column without any value has all statistics 0.
/// </summary>
internal static class Pooling
{
    private const double Counts = 0.5;

    /// <summary>Writes, statistic by statistic, one number a column: <c>statistics.Count * matrix.Bands</c> in all.</summary>
    /// <param name="matrix">The features.</param>
    /// <param name="statistics">The statistics' names.</param>
    /// <param name="weights">
    /// How much each frame counts, 0 to 1, in means and deviations; order statistics take the frames that count at least half, or all where
    /// none does. Null where all count the same.
    /// </param>
    /// <param name="destination">Where to.</param>
    public static void Pool(FeatureMatrix matrix, IReadOnlyList<string> statistics, double[]? weights, Span<float> destination)
    {
        var needsOrder = statistics.Any(s => s is "median" or "min" or "max" || s[0] == 'p');
        for (var band = 0; band < matrix.Bands; band++)
        {
            var (values, shares) = Column(matrix, band, weights);
            var sorted = needsOrder ? Sorted(values, shares) : [];
            for (var s = 0; s < statistics.Count; s++)
            {
                var empty = values.Length == 0 && matrix.Frames > 0;
                destination[(s * matrix.Bands) + band] = empty ? 0 : (float)Statistic(statistics[s], values, shares, sorted);
            }
        }
    }

    /// <summary>The values of a band where there are any, and how much each counts.</summary>
    private static (double[] Values, double[]? Shares) Column(FeatureMatrix matrix, int band, double[]? weights)
    {
        var values = new double[matrix.Frames];
        for (var t = 0; t < values.Length; t++) values[t] = matrix.Values[(t * matrix.Bands) + band];
        if (!Array.Exists(values, double.IsNaN)) return (values, weights);
        var shares = weights?.Where((_, t) => !double.IsNaN(values[t])).ToArray();
        return (Array.FindAll(values, v => !double.IsNaN(v)), shares);
    }

    private static double[] Sorted(double[] values, double[]? shares)
    {
        var counted = shares is null ? values : [.. values.Where((_, t) => shares[t] >= Counts)];
        return (counted.Length > 0 ? counted : values).Order().ToArray();
    }

    private static double Statistic(string name, double[] values, double[]? shares, double[] sorted) => name switch
    {
        "mean" => Mean(values, shares),
        "std" => Math.Sqrt(Variance(values, shares)),
        "var" => Variance(values, shares),
        "min" => sorted[0],
        "max" => sorted[^1],
        "median" => Percentile(sorted, 50),
        _ => Percentile(sorted, int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)),
    };

    private static double Mean(double[] values, double[]? shares)
    {
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var share = shares is null ? 1 : shares[i];
            sum += share * values[i];
            all += share;
        }

        return all > 0 ? sum / all : Mean(values, null);
    }

    private static double Variance(double[] values, double[]? shares)
    {
        var mean = Mean(values, shares);
        return Mean(Array.ConvertAll(values, v => (v - mean) * (v - mean)), shares);
    }

    private static double Percentile(double[] sorted, int percent)
    {
        var at = percent / 100.0 * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
