using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Learning.State;

/// <summary>
/// Reads one JSON object of options: every value is checked as it is read, and keys that nobody asked for are refused with their place.
/// What is checked stands here; how a refusal is worded, and by which exception, is said by each family of options.
/// </summary>
public abstract class OptionReader
{
    private readonly List<string> _known = [];

    /// <summary>Prepares the reading of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="place">Where it stands, such as <c>layers[3]</c>; empty for the whole document.</param>
    protected OptionReader(JsonObject json, string place)
    {
        Json = json;
        Place = place;
    }

    /// <summary>The object as it stands.</summary>
    public JsonObject Json { get; }

    /// <summary>Where the object stands.</summary>
    public string Place { get; }

    /// <summary>Whether null means the same as a key that is not there; true by default.</summary>
    protected virtual bool NullIsMissing => true;

    /// <summary>Where the value of a key stands.</summary>
    /// <param name="key">A key of the object.</param>
    public string PlaceOf(string key) => Place.Length == 0 ? key : $"{Place}.{key}";

    /// <summary>Whether there is a value; the key counts as asked for.</summary>
    /// <param name="key">A key of the object.</param>
    public bool Has(string key)
    {
        if (!_known.Contains(key)) _known.Add(key);
        return Json.TryGetPropertyValue(key, out var node) && (node is not null || !NullIsMissing);
    }

    /// <summary>The value behind a key as it stands; null where there is none.</summary>
    /// <param name="key">A key of the object.</param>
    public JsonNode? Node(string key) => Has(key) ? Json[key] : null;

    /// <summary>A text.</summary>
    /// <param name="key">A key of the object.</param>
    /// <param name="fallback">What a missing key means; null where it must be there.</param>
    public string Text(string key, string? fallback = null)
    {
        if (!Has(key)) return fallback ?? throw Missing(key, TextWanted);
        return Json[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw Wrong(key, TextWanted);
    }

    /// <summary>One of some words.</summary>
    /// <param name="key">A key of the object.</param>
    /// <param name="fallback">What a missing key means.</param>
    /// <param name="words">The words there are.</param>
    public virtual string Choice(string key, string fallback, params ReadOnlySpan<string> words)
    {
        var word = Text(key, fallback);
        return words.Contains(word) ? word : throw NotAmong(key, word, string.Join(", ", words!));
    }

    /// <summary>True or false.</summary>
    /// <param name="key">A key of the object.</param>
    /// <param name="fallback">What a missing key means.</param>
    public bool Flag(string key, bool fallback) => !Has(key) ? fallback : Json[key]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A number.</summary>
    /// <param name="key">A key of the object.</param>
    /// <param name="fallback">What a missing key means; null where it must be there.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="most">The largest number allowed.</param>
    public double Number(string key, double? fallback, double least = double.MinValue, double most = double.MaxValue)
    {
        if (!Has(key)) return fallback ?? throw Missing(key, "a number");
        if (Json[key] is not JsonValue value || !value.TryGetNumber(out var number)) throw Wrong(key, "a number");
        return number >= least && number <= most ? number : throw OutOfRange(key, number, least, most);
    }

    /// <summary>A whole number.</summary>
    /// <param name="key">A key of the object.</param>
    /// <param name="fallback">What a missing key means; null where it must be there.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="most">The largest number allowed.</param>
    public virtual int WholeNumber(string key, int? fallback, int least = -int.MaxValue, int most = int.MaxValue)
    {
        var number = Number(key, fallback, least, most);
        return number == Math.Floor(number) ? (int)number : throw Wrong(key, "a whole number");
    }

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void Finish() => Refuse(_known);

    /// <summary>The JSON behind a key for a message: "null" for a null, null where the key is not there.</summary>
    /// <param name="key">A key of the object.</param>
    protected string? Found(string key) => !Json.TryGetPropertyValue(key, out var node) ? null : node?.ToJsonString() ?? "null";

    /// <summary>Refuses keys that are not among some.</summary>
    /// <param name="known">The keys there may be.</param>
    protected void Refuse(IReadOnlyList<string> known)
    {
        foreach (var (key, _) in Json)
        {
            if (!known.Contains(key)) throw Unknown(key, known);
        }
    }

    /// <summary>What a text is called in a refusal.</summary>
    protected virtual string TextWanted => "a text";

    /// <summary>A value of the wrong type.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="wanted">What should stand there, such as "a number".</param>
    protected abstract Exception Wrong(string key, string wanted);

    /// <summary>A key that must be there and is not.</summary>
    /// <param name="key">The key.</param>
    /// <param name="wanted">What should stand there.</param>
    protected virtual Exception Missing(string key, string wanted) => Wrong(key, wanted);

    /// <summary>A word that is none of those there are.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="word">The word.</param>
    /// <param name="words">Those there are, separated by commas.</param>
    protected virtual Exception NotAmong(string key, string word, string words) => Wrong(key, "one of " + words);

    /// <summary>A number outside its range.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="number">The number.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="most">The largest number allowed.</param>
    protected virtual Exception OutOfRange(string key, double number, double least, double most) =>
        Wrong(key, string.Create(CultureInfo.InvariantCulture, $"a number from {least:G} to {most:G}"));

    /// <summary>A key that nobody asked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="known">The keys there may be.</param>
    protected abstract Exception Unknown(string key, IReadOnlyList<string> known);
}
