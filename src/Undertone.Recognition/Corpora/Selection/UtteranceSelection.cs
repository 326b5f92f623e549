using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Selection;

/// <summary>Which utterances of the data are used, and what their emotions count as: filters first, then the map, then the limit.</summary>
public sealed record UtteranceSelection
{
    /// <summary>All utterances as they are.</summary>
    public static UtteranceSelection All { get; } = new();

    /// <summary>An utterance is kept where every filter keeps it. Default none.</summary>
    public IReadOnlyList<UtteranceFilter> Filters { get; init; } = [];

    /// <summary>What emotions count as, such as neutral for calm. Default nothing is mapped.</summary>
    public IReadOnlyDictionary<string, string> EmotionMap { get; init; } = EmotionMapping.None;

    /// <summary>
    /// The most utterances of one speaker, at least 1: as many of each emotion as can be, drawn by a seed. Which of a speaker's are drawn
    /// does not depend on what other data there is. Default null: all.
    /// </summary>
    public int? LimitPerSpeaker { get; init; }

    /// <summary>Whether nothing is left out and nothing mapped.</summary>
    public bool IsAll => Filters.Count == 0 && EmotionMap.Count == 0 && LimitPerSpeaker is null;

    /// <summary>Reads a selection from texts as the command line has them.</summary>
    /// <param name="filters">Filters, see <see cref="UtteranceFilter.Parse"/>.</param>
    /// <param name="map"><c>FROM=TO,FROM=TO</c>, or null for none.</param>
    /// <param name="limitPerSpeaker">The most utterances of one speaker, or null for all.</param>
    /// <exception cref="FormatException">A text cannot be read; the message says why.</exception>
    public static UtteranceSelection Parse(IEnumerable<string> filters, string? map, int? limitPerSpeaker) => new()
    {
        Filters = [.. filters.Select(UtteranceFilter.Parse)],
        EmotionMap = map is null ? EmotionMapping.None : EmotionMapping.Parse(map),
        LimitPerSpeaker = limitPerSpeaker,
    };

    /// <summary>Selects.</summary>
    /// <param name="utterances">The utterances of the data.</param>
    /// <param name="seed">Fixes which ones the limit draws.</param>
    /// <returns>The selected ones in their order, with the emotions that they count as.</returns>
    /// <exception cref="CorpusException">A value is nowhere in the data, or nothing is left.</exception>
    public IReadOnlyList<Utterance> Apply(IReadOnlyList<Utterance> utterances, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        if (IsAll) return utterances;
        foreach (var filter in Filters) filter.RequireValues(utterances);
        EmotionMapping.RequireWords(EmotionMap, utterances);
        Utterance[] kept = [.. EmotionMapping.Apply(EmotionMap, utterances.Where(u => Filters.All(f => f.Keeps(u))))];
        if (kept.Length == 0 && utterances.Count > 0)
        {
            throw new CorpusException(
                $"None of the {utterances.Count} utterances of the data is left by the filters {string.Join(" and ", Filters)}: "
                + "leave one out. 'undertone corpus info' says what there is.");
        }

        return LimitPerSpeaker is { } most ? Limit(kept, most, seed) : kept;
    }

    /// <summary>What is selected, as a part of a sentence; empty where that is all.</summary>
    public string Describe()
    {
        string[] parts =
        [
            .. Filters.Select(f => f.ToString()),
            .. EmotionMap.Select(m => $"{m.Key} counted as {m.Value}"),
            .. LimitPerSpeaker is { } most ? (string[])[FormattableString.Invariant($"at most {most} of each speaker")] : [],
        ];
        return string.Join(", ", parts);
    }

    internal JsonObject ToJson() => new()
    {
        ["filters"] = new JsonArray([.. Filters.Select(f => (JsonNode)JsonValue.Create(f.ToString()))]),
        ["map"] = new JsonObject(EmotionMap.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)JsonValue.Create(m.Value)))),
        ["limitPerSpeaker"] = LimitPerSpeaker,
    };

    /// <exception cref="DamagedJsonException">A filter cannot be read, or a value has the wrong type.</exception>
    internal static UtteranceSelection FromJson(SavedJson json)
    {
        var map = json.Object("map");
        try
        {
            return new UtteranceSelection
            {
                Filters = [.. json.Texts("filters").Select(UtteranceFilter.Parse)],
                EmotionMap = new SortedDictionary<string, string>(
                    map.Json.ToDictionary(m => m.Key, m => map.Text(m.Key)), StringComparer.Ordinal),
                LimitPerSpeaker = json.Has("limitPerSpeaker") ? json.WholeNumber("limitPerSpeaker", 1) : null,
            };
        }
        catch (FormatException e)
        {
            throw new DamagedJsonException("selection.filters", "no filter", e);
        }
    }

    /// <summary>The first of every emotion of a speaker, then the second of every one, and so on until there are enough.</summary>
    private static Utterance[] Limit(Utterance[] utterances, int most, int seed)
    {
        var order = Array.ConvertAll(utterances, u => Draw(u, seed));
        return
        [
            .. Enumerable.Range(0, utterances.Length).GroupBy(i => utterances[i].SpeakerKey, StringComparer.Ordinal)
                .SelectMany(speaker => speaker.GroupBy(i => utterances[i].Emotion, StringComparer.Ordinal)
                    .SelectMany(emotion => emotion.OrderBy(i => order[i]).Select((i, turn) => (Place: i, Turn: turn)))
                    .OrderBy(drawn => drawn.Turn).ThenBy(drawn => order[drawn.Place]).Take(most))
                .Select(drawn => drawn.Place).Order().Select(i => utterances[i]),
        ];
    }

    /// <summary>A number that looks drawn, of the seed and the utterance alone.</summary>
    private static ulong Draw(Utterance u, int seed) => XxHash64.HashToUInt64(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{u.SpeakerKey}\n{u.RelativePath}\n{u.Span}")), seed);
}
