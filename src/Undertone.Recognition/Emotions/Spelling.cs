using Undertone.Words;

namespace Undertone.Recognition.Emotions;

/// <summary>Finds what a misspelt label may have meant.</summary>
internal static class Spelling
{
    /// <summary>
    /// The word that is meant by another form ("anger" by "angry"), else the one with the fewest letters to change, the first of equals;
    /// null where
    /// it would be more than a third of them.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        var ordered = words.Order(StringComparer.Ordinal).ToList();
        return ordered.Find(w => w == EmotionWords.Normalise(word)) ?? NearestWord.To(word, ordered);
    }
}
