using Undertone.Recognition.Emotions;
using Undertone.Words;

namespace Undertone.Recognition.Corpora.Selection;

/// <summary>
/// Keeps the utterances of which one thing is, or is not, one of some values: <c>language=de</c>, <c>sex!=male</c>,
/// <c>corpus=ravdess,emodb</c>.
/// </summary>
/// <remarks>
/// Fields are <c>corpus</c>, <c>language</c>, <c>sex</c>, <c>speaker</c> (a code, or <c>corpus/code</c>), <c>emotion</c>,
/// <c>intensity</c> and <c>partition</c>. Case does not matter. What a corpus does not say has the value <c>unknown</c>. Emotions are
/// those of the data, before any mapping.
/// </remarks>
public sealed record UtteranceFilter
{
    private const string Unknown = Utterance.UnknownSpeaker;

    private static readonly Dictionary<string, Func<Utterance, string?[]>> Fields = new(StringComparer.Ordinal)
    {
        ["corpus"] = u => [u.Corpus],
        ["language"] = u => [u.Language],
        ["sex"] = u => [u.Sex],
        ["speaker"] = u => [u.Speaker, u.SpeakerKey],
        ["emotion"] = u => [u.Emotion],
        ["intensity"] = u => [u.Intensity],
        ["partition"] = u => [u.Partition],
    };

    private UtteranceFilter(string field, bool excludes, IReadOnlyList<string> values) =>
        (Field, Excludes, Values) = (field, excludes, values);

    /// <summary>The names that a field can have.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = [.. Fields.Keys];

    /// <summary>What is looked at, one of <see cref="FieldNames"/>.</summary>
    public string Field { get; }

    /// <summary>Whether utterances with one of the values are left out, and not those without.</summary>
    public bool Excludes { get; }

    /// <summary>The values, at least one.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Reads <c>FIELD=A,B</c> or <c>FIELD!=A,B</c>.</summary>
    /// <param name="text">The filter.</param>
    /// <exception cref="FormatException">The text is not of that form, or the field is unknown; the message says what there is.</exception>
    public static UtteranceFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var excludes = at > 0 && text[at - 1] == '!';
        var field = at < 0 ? "" : text[..(excludes ? at - 1 : at)].Trim().ToLowerInvariant();
        var values = text[(at + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (field.Length == 0 || values.Length == 0)
            throw new FormatException($"'{text}' is no filter: write FIELD=A,B or FIELD!=A,B, such as language=de.");
        if (Fields.ContainsKey(field)) return new UtteranceFilter(field, excludes, values);
        var near = NearestWord.To(field, FieldNames) is { } word ? $" (did you mean '{word}'?)" : "";
        throw new FormatException($"'{text}': utterances have no field '{field}'{near}; there are: {string.Join(", ", FieldNames)}.");
    }

    /// <summary>Whether the utterance is kept.</summary>
    /// <param name="utterance">The utterance.</param>
    public bool Keeps(Utterance utterance)
    {
        ArgumentNullException.ThrowIfNull(utterance);
        var forms = Forms(utterance);
        return Values.Any(v => forms.Contains(Form(v))) != Excludes;
    }

    /// <summary>The filter as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{Field}{(Excludes ? "!=" : "=")}{string.Join(',', Values)}";

    /// <inheritdoc/>
    public bool Equals(UtteranceFilter? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Refuses a value that no utterance has: it is mistyped. The usual emotions may be missing.</summary>
    /// <exception cref="CorpusException">There is one; the message lists what the data has.</exception>
    internal void RequireValues(IReadOnlyList<Utterance> utterances)
    {
        var there = utterances.SelectMany(Forms).ToHashSet(StringComparer.Ordinal);
        foreach (var value in Values)
        {
            if (there.Contains(Form(value)) || Form(value) == Unknown || (Field == "emotion" && EmotionWords.IsKnown(value))) continue;
            var words = utterances.Select(u => Fields[Field](u)[0] ?? Unknown).Distinct().Order(StringComparer.Ordinal).ToArray();
            var near = NearestWord.To(value, words) is { } word ? $" (did you mean '{word}'?)" : "";
            throw new CorpusException($"The filter {this}: no utterance has the {Field} '{value}'{near}; there are: {Listed(words)}.");
        }
    }

    private static string Listed(string[] words) =>
        words.Length <= 30 ? string.Join(", ", words) : string.Join(", ", words.Take(30)) + ", ...";

    private string[] Forms(Utterance utterance) => Array.ConvertAll(Fields[Field](utterance), v => Form(v ?? Unknown));

    /// <summary>A value as it is compared: corpora and emotions in any of their spellings.</summary>
    private string Form(string value) => Field switch
    {
        "corpus" when CorpusReader.Canonical(value) is { Length: > 0 } name => name,
        "emotion" => EmotionWords.Normalise(value),
        _ => value.ToLowerInvariant(),
    };
}
