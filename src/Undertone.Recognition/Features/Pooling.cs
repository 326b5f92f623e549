using System.Globalization;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Features;

/// <summary>
/// Statistics over time of every column of a feature matrix, summed in double precision, as NumPy computes them along the frames. Frames
/// without a value (NaN, as of a pitch where nobody speaks) do not count; a column without any value has all statistics 0.
/// </summary>
internal static class Pooling
{
    /// <summary>Writes, statistic by statistic, one number a column: <c>statistics.Count * matrix.Bands</c> in all.</summary>
    public static void Pool(FeatureMatrix matrix, IReadOnlyList<string> statistics, Span<float> destination)
    {
        var frames = new double[matrix.Frames];
        var needsOrder = statistics.Any(s => s == "median" || s[0] == 'p');
        for (var band = 0; band < matrix.Bands; band++)
        {
            for (var t = 0; t < frames.Length; t++) frames[t] = matrix.Values[(t * matrix.Bands) + band];
            var column = Array.Exists(frames, double.IsNaN) ? Array.FindAll(frames, v => !double.IsNaN(v)) : frames;
            var sorted = needsOrder ? column.Order().ToArray() : [];
            for (var s = 0; s < statistics.Count; s++)
            {
                var empty = column.Length == 0 && frames.Length > 0;
                destination[(s * matrix.Bands) + band] = empty ? 0 : (float)Statistic(statistics[s], column, sorted);
            }
        }
    }

    private static double Statistic(string name, double[] column, double[] sorted) => name switch
    {
        "mean" => Mean(column),
        "std" => Math.Sqrt(Variance(column)),
        "var" => Variance(column),
        "min" => column.Min(),
        "max" => column.Max(),
        "median" => Percentile(sorted, 50),
        _ => Percentile(sorted, int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)),
    };

    private static double Mean(double[] values)
    {
        double sum = 0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }

    private static double Variance(double[] values)
    {
        var mean = Mean(values);
        double sum = 0;
        foreach (var v in values) sum += (v - mean) * (v - mean);
        return sum / values.Length;
    }

    private static double Percentile(double[] sorted, int percent)
    {
        var at = percent / 100.0 * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
