using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>
/// Finds the keys of recipes in their schema, which the tests hold to the reader. Layers inside of layers have the keys of all layers, so
/// that these are told once.
/// </summary>
internal sealed class RecipeKeys
{
    private const string DefinitionPrefix = "#/$defs/";

    // A second recipe inside has the keys of the first.
    private const string WholeRecipe = "#";

    private readonly JsonObject _definitions;
    private readonly List<RecipeKey> _keys = [];

    private RecipeKeys(JsonObject schema)
    {
        _definitions = (JsonObject)schema["$defs"]!;
        Walk(schema, "", [], []);
    }

    /// <summary>All keys in the order of the schema.</summary>
    public static Lazy<IReadOnlyList<RecipeKey>> All { get; } =
        new(() => Merged(new RecipeKeys((JsonObject)JsonNode.Parse(Recipe.Schema)!)._keys));

    /// <summary>Makes one key of those that many features or layers have in the same meaning.</summary>
    private static RecipeKey[] Merged(List<RecipeKey> keys) =>
    [
        .. keys.GroupBy(k => (k.Path, k.Type, k.Default, k.Description))
            .Select(g => g.First() with { Of = [.. g.SelectMany(k => k.Of).Distinct()] }),
    ];

    /// <param name="schema">What may stand at a place.</param>
    /// <param name="path">The place; empty for the whole recipe.</param>
    /// <param name="of">The feature, layer or model whose keys these are.</param>
    /// <param name="above">The definitions that are being walked through.</param>
    private void Walk(JsonObject schema, string path, string[] of, string[] above)
    {
        foreach (var (key, rule) in schema["properties"] as JsonObject ?? [])
        {
            var (resolved, name) = Resolve((JsonObject)rule!);
            if (key == "$schema" || resolved["const"] is not null) continue;
            var place = path.Length == 0 ? key : $"{path}.{key}";
            Add(place, of, resolved);
            if (name is not null && above.Contains(name)) continue;
            string[] inside = name is null ? above : [.. above, name];
            Walk(resolved, place, of, inside);
            if (resolved["items"] is JsonObject items) WalkItems(items, place + ".N", of, inside);
        }

        foreach (var choice in (schema["allOf"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (WordOf(choice) is not { } word || choice["then"] is not JsonObject then || then["$ref"] is null) continue;
            Walk(Resolve(then).Schema, path, [word], above);
        }
    }

    private void WalkItems(JsonObject items, string place, string[] of, string[] above)
    {
        var (resolved, name) = Resolve(items);
        if (name is null || !above.Contains(name)) Walk(resolved, place, of, name is null ? above : [.. above, name]);
    }

    private void Add(string place, string[] of, JsonObject rule)
    {
        var choices = RecipeKeyType.Choices(rule);
        _keys.Add(new RecipeKey(
            place, of, RecipeKeyType.Describe(rule), choices, rule["default"]?.ToJsonString(), rule["description"]!.GetValue<string>()));
    }

    private (JsonObject Schema, string? Name) Resolve(JsonObject rule)
    {
        if (rule["$ref"]?.GetValue<string>() is not { } reference || reference == WholeRecipe) return (rule, null);
        var name = reference[DefinitionPrefix.Length..];
        return ((JsonObject)_definitions[name]!, name);
    }

    /// <summary>The type, kind or name that a rule of the form "if it is this, then" asks for.</summary>
    private static string? WordOf(JsonObject choice) =>
        (choice["if"]?["properties"] as JsonObject)?.Select(p => p.Value?["const"]).OfType<JsonValue>().FirstOrDefault()
            ?.TryGetValue<string>(out var word) == true ? word : null;
}
