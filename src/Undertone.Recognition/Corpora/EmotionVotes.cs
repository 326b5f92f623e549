using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora;

/// <summary>How many raters heard which emotion in an utterance. Two are equal when all counts are.</summary>
public sealed class EmotionVotes : IEquatable<EmotionVotes>
{
    /// <summary>Counts votes.</summary>
    /// <param name="counts">Emotions with their votes; an emotion may stand there several times, and 0 is as if it did not.</param>
    /// <exception cref="ArgumentException">A count is negative, or there is no vote.</exception>
    public EmotionVotes(IEnumerable<KeyValuePair<string, int>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (emotion, count) in counts)
        {
            if (count < 0) throw new ArgumentException($"{emotion} has {count} votes; there cannot be fewer than 0.", nameof(counts));
            if (count > 0) sums[emotion] = checked(sums.GetValueOrDefault(emotion) + count);
        }

        if (sums.Count == 0) throw new ArgumentException("There is no vote.", nameof(counts));
        Counts = [.. LabelSet.Ordered(sums.Keys).Select(e => KeyValuePair.Create(e, sums[e]))];
        Total = Counts.Sum(c => c.Value);
    }

    /// <summary>The votes of each emotion that has any: the usual ones in their usual order, then others by name.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Counts { get; }

    /// <summary>The number of votes, at least 1.</summary>
    public int Total { get; }

    /// <summary>The emotion with the most votes; several where they are tied.</summary>
    public IReadOnlyList<string> Majority
    {
        get
        {
            var most = Counts.Max(c => c.Value);
            return [.. Counts.Where(c => c.Value == most).Select(c => c.Key)];
        }
    }

    /// <summary>The votes with what their emotions count as.</summary>
    internal EmotionVotes Map(IReadOnlyDictionary<string, string> map) =>
        new(Counts.Select(c => KeyValuePair.Create(map.GetValueOrDefault(c.Key, c.Key), c.Value)));

    /// <summary>
    /// The share of each label, [labels], among the votes that are for one of them; null where none is. Others are not counted.
    /// </summary>
    internal float[]? Shares(LabelSet labels)
    {
        var sums = new int[labels.Count];
        foreach (var (emotion, count) in Counts)
        {
            if (labels.Map(emotion) is >= 0 and var label) sums[label] += count;
        }

        var total = sums.Sum();
        return total == 0 ? null : Array.ConvertAll(sums, s => (float)((double)s / total));
    }

    /// <inheritdoc/>
    public bool Equals(EmotionVotes? other) => other is not null && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmotionVotes);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The counts in words: <c>neutral 2, angry 8</c>.</summary>
    public override string ToString() => string.Join(", ", Counts.Select(c => FormattableString.Invariant($"{c.Key} {c.Value}")));
}
