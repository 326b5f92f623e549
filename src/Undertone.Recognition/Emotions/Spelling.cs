namespace Undertone.Recognition.Emotions;

/// <summary>Finds what a misspelt word may have meant.</summary>
internal static class Spelling
{
    /// <summary>
    /// The word with the fewest letters to change, the first of equals; null where it would be more than a third of them.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        var known = EmotionWords.Normalise(word);
        var ranked = words.Select(w => (Word: w, Distance: w == known ? 0 : Distance(word.ToLowerInvariant(), w.ToLowerInvariant())))
            .OrderBy(w => w.Distance).ThenBy(w => w.Word, StringComparer.Ordinal);
        return ranked.Where(w => 3 * w.Distance <= Math.Max(word.Length, w.Word.Length)).Select(w => w.Word).FirstOrDefault();
    }

    /// <summary>
    /// How many letters must be put in, taken out, changed or swapped with their neighbour (Damerau and Levenshtein's distance).
    /// </summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(changed, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
