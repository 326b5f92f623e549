using System.Text.Json.Nodes;
using Undertone.Learning.State;
using Undertone.Words;

namespace Undertone.Recognition.Recipes;

/// <summary>One JSON object of a recipe and where it stands, so that every refusal names its place.</summary>
internal sealed class RecipeObject(JsonObject json, string place) : OptionReader(json, place)
{
    private const int MostFound = 40;

    /// <summary>Refuses every key that is not one of these.</summary>
    public RecipeObject Only(params ReadOnlySpan<string> keys)
    {
        Refuse(keys.ToArray());
        return this;
    }

    public RecipeObject Object(string key) => new(Json[key] as JsonObject ?? throw Wrong(key, "an object { ... }"), PlaceOf(key));

    public RecipeObject? ObjectOrNone(string key) => Has(key) ? Object(key) : null;

    public JsonArray Array(string key) => Json[key] as JsonArray ?? throw Wrong(key, "a list [ ... ]");

    /// <inheritdoc/>
    protected override Exception Wrong(string key, string wanted)
    {
        var found = Found(key) ?? "nothing";
        if (found.Length > MostFound) found = found[..MostFound] + "...";
        return new RecipeException(PlaceOf(key), $"expected {wanted}, found {found}.");
    }

    /// <inheritdoc/>
    protected override Exception NotAmong(string key, string word, string words) =>
        new RecipeException(PlaceOf(key), $"'{word}'{NearestWord.Hint(word, words.Split(", "))} is not one of {words}.");

    /// <inheritdoc/>
    protected override Exception OutOfRange(string key, double number, double least, double most) =>
        new RecipeException(PlaceOf(key), $"{number} is not between {least} and {most}.");

    /// <inheritdoc/>
    protected override Exception Unknown(string key, IReadOnlyList<string> known) =>
        new RecipeException(PlaceOf(key), $"unknown key{NearestWord.Hint(key, known)}; known here: {string.Join(", ", known)}.");
}
