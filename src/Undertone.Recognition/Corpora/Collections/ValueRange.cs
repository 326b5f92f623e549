namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Where the values of many utterances lie.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Median">The middle one, or the mean of the two in the middle.</param>
/// <param name="Most">The largest.</param>
public sealed record ValueRange(double Least, double Median, double Most)
{
    /// <summary>The range of values; null where there are none.</summary>
    internal static ValueRange? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        var (low, high) = ((sorted.Length - 1) / 2, sorted.Length / 2);
        return sorted.Length == 0 ? null : new ValueRange(sorted[0], (sorted[low] + sorted[high]) / 2, sorted[^1]);
    }
}
