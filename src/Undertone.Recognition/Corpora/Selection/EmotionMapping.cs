using System.Collections.ObjectModel;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora.Selection;

/// <summary>Which emotions of the data count as others: <c>calm=neutral,bored=neutral</c>.</summary>
internal static class EmotionMapping
{
    /// <summary>No emotion counts as another.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Reads <c>FROM=TO,FROM=TO</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form, or names an emotion twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Array.ConvertAll(pair.Split('='), EmotionWords.Normalise);
            if (words.Length != 2 || words.Contains(""))
                throw new FormatException($"'{pair}' is not FROM=TO, such as calm=neutral.");
            if (!map.TryAdd(words[0], words[1])) throw new FormatException($"'{words[0]}' is mapped twice: name it once.");
        }

        return map.Count > 0 ? map : throw new FormatException($"'{text}' maps nothing: write FROM=TO,FROM=TO, such as calm=neutral.");
    }

    /// <summary>The utterances with what their emotions count as; each is mapped once.</summary>
    public static IEnumerable<Utterance> Apply(IReadOnlyDictionary<string, string> map, IEnumerable<Utterance> utterances) =>
        map.Count == 0
            ? utterances
            : utterances.Select(u => u with { Emotion = map.GetValueOrDefault(u.Emotion, u.Emotion), Votes = u.Votes?.Map(map) });

    /// <summary>Refuses an emotion that no utterance has: it is mistyped. The usual ones may be missing.</summary>
    /// <exception cref="CorpusException">There is one; the message lists what the data has.</exception>
    public static void RequireWords(IReadOnlyDictionary<string, string> map, IReadOnlyList<Utterance> utterances)
    {
        var words = LabelSet.Ordered(
            utterances.SelectMany(u => (u.Votes?.Counts.Select(c => c.Key) ?? []).Prepend(u.Emotion)));
        foreach (var word in map.Keys.Where(k => !words.Contains(k) && !EmotionWords.IsKnown(k)))
        {
            var near = Spelling.Nearest(word, words) is { } meant ? $" (did you mean '{meant}'?)" : "";
            throw new CorpusException(
                $"The map {word}={map[word]}: no utterance is labelled '{word}'{near}; the data has: {string.Join(", ", words)}.");
        }
    }
}
