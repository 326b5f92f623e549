using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>One JSON object of a recipe and where it stands, so that every refusal names its place.</summary>
internal readonly struct RecipeObject(JsonObject json, string place)
{
    public JsonObject Json { get; } = json;

    public string Place { get; } = place;

    public string PlaceOf(string key) => Place.Length == 0 ? key : $"{Place}.{key}";

    /// <summary>Refuses every key that is not one of these.</summary>
    public RecipeObject Only(params ReadOnlySpan<string> keys)
    {
        foreach (var (key, _) in Json)
        {
            if (!keys.Contains(key)) throw new RecipeException(PlaceOf(key), $"unknown key; known here: {string.Join(", ", keys!)}.");
        }

        return this;
    }

    public bool Has(string key) => Json.TryGetPropertyValue(key, out var node) && node is not null;

    public RecipeObject Object(string key) => new(Json[key] as JsonObject ?? throw Wrong(key, "an object { ... }"), PlaceOf(key));

    public RecipeObject? ObjectOrNone(string key) => Has(key) ? Object(key) : null;

    public JsonArray Array(string key) => Json[key] as JsonArray ?? throw Wrong(key, "a list [ ... ]");

    public string Text(string key) => Has(key) && Json[key]!.GetValueKind() == JsonValueKind.String ? Json[key]!.GetValue<string>() : throw Wrong(key, "a text");

    public string Text(string key, string fallback) => Has(key) ? Text(key) : fallback;

    public string Choice(string key, string fallback, params ReadOnlySpan<string> choices)
    {
        var value = Text(key, fallback);
        return choices.Contains(value) ? value : throw new RecipeException(PlaceOf(key), $"'{value}' is not one of {string.Join(", ", choices!)}.");
    }

    public double Number(string key, double fallback, double least, double most)
    {
        if (!Has(key)) return fallback;
        if (Json[key]!.GetValueKind() != JsonValueKind.Number) throw Wrong(key, "a number");
        var value = Json[key]!.GetValue<double>();
        return value >= least && value <= most ? value : throw new RecipeException(PlaceOf(key), $"{value} is not between {least} and {most}.");
    }

    public int Integer(string key, int fallback, int least, int most)
    {
        var value = Number(key, fallback, least, most);
        return value == Math.Floor(value) ? (int)value : throw Wrong(key, "a whole number");
    }

    private RecipeException Wrong(string key, string expected)
    {
        var found = Json.TryGetPropertyValue(key, out var node) ? node is null ? "null" : node.ToJsonString() : "nothing";
        if (found.Length > 40) found = found[..40] + "...";
        return new RecipeException(PlaceOf(key), $"expected {expected}, found {found}.");
    }
}
