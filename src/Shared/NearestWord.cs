namespace Undertone.Words;

/// <summary>What a mistyped word was probably meant to be.</summary>
internal static class NearestWord
{
    private const int MostCandidates = 20_000;
    private const int LongestWord = 256;

    /// <summary>
    /// The candidate with the fewest letters to change, the first of equals; null where it would be more than a third of them.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var (best, fewest) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates.Take(MostCandidates))
        {
            var (longer, difference) = (Math.Max(word.Length, candidate.Length), Math.Abs(word.Length - candidate.Length));
            if (longer > LongestWord || 3 * difference > longer || difference >= fewest) continue;
            var changes = Changes(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (changes < fewest && 3 * changes <= longer) (best, fewest) = (candidate, changes);
        }

        return best;
    }

    /// <summary>A question in brackets behind a blank, " (did you mean x?)"; empty where no candidate is near.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } near ? $" (did you mean {near}?)" : "";

    // Letters put in, taken out, changed or swapped with their neighbour (Damerau and Levenshtein's distance).
    private static int Changes(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
