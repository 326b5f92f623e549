using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Words;

namespace Undertone.Learning.Classical;

/// <summary>Reads the options of a classifier.</summary>
internal sealed class ClassifierOptionReader(JsonObject json, string place) : OptionReader(json, place)
{
    /// <summary>A whole number, or null where the key is missing or null.</summary>
    public int? OptionalWholeNumber(string key) => Has(key) ? WholeNumber(key, null) : null;

    /// <inheritdoc/>
    public override int WholeNumber(string key, int? fallback, int least = -int.MaxValue, int most = int.MaxValue)
    {
        if (!Has(key) && fallback is { } missing) return missing;
        var number = Json[key] is JsonValue value && value.TryGetNumber(out var read) ? read : double.NaN;
        return number == Math.Floor(number) && number >= least && number <= most ? (int)number : throw Wrong(key, "a whole number");
    }

    /// <inheritdoc/>
    public override string Choice(string key, string fallback, params ReadOnlySpan<string> words) =>
        WordAmong(key, fallback, words) ?? throw Wrong(key, "one of " + string.Join(", ", words!));

    /// <summary>A number or one of some words.</summary>
    public (double? Number, string? Word) NumberOrWord(string key, string fallback, params ReadOnlySpan<string> words)
    {
        if (Node(key)?.GetValueKind() == JsonValueKind.Number) return (Number(key, null), null);
        return (null, WordAmong(key, fallback, words) ?? throw Wrong(key, "a number or one of " + string.Join(", ", words!)));
    }

    /// <inheritdoc/>
    protected override Exception Wrong(string key, string wanted) =>
        new ClassifierOptionsException($"{PlaceOf(key)} is {(Json[key] is null ? "missing" : Found(key))}, but must be {wanted}.");

    /// <inheritdoc/>
    protected override Exception OutOfRange(string key, double number, double least, double most) => Wrong(key, "a number");

    /// <inheritdoc/>
    protected override Exception Unknown(string key, IReadOnlyList<string> known) =>
        new ClassifierOptionsException($"{PlaceOf(key)} is not known; known are {string.Join(", ", known)}{NearestWord.Hint(key, known)}.");

    private string? WordAmong(string key, string fallback, ReadOnlySpan<string> words)
    {
        var word = !Has(key) ? fallback : Json[key]!.GetValueKind() == JsonValueKind.String ? Text(key) : null;
        return word is not null && words.Contains(word) ? word : null;
    }
}
