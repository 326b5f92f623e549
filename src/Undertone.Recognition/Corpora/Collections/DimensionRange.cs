namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Where the numbers of many utterances on one dimension lie.</summary>
/// <param name="Name">The dimension, such as <c>arousal</c>.</param>
/// <param name="Utterances">How many utterances have it.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Most">The largest number.</param>
public sealed record DimensionRange(string Name, int Utterances, double Least, double Mean, double Most)
{
    /// <summary>The range of each dimension that an utterance has.</summary>
    internal static IReadOnlyList<DimensionRange> Of(IEnumerable<Utterance> utterances) =>
    [
        .. utterances.SelectMany(u => u.Dimensions ?? Enumerable.Empty<KeyValuePair<string, double>>())
            .GroupBy(d => d.Key, d => d.Value, StringComparer.Ordinal)
            .Select(g => new DimensionRange(g.Key, g.Count(), g.Min(), g.Average(), g.Max())),
    ];
}
