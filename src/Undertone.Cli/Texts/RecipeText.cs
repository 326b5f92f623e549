using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Texts;

/// <summary>Recipes and their keys as text and JSON.</summary>
internal static partial class RecipeText
{
    /// <summary>One line a recipe.</summary>
    public static void WriteList(TextWriter output, IReadOnlyList<Recipe> recipes) => TextTable.Write(
        output,
        [["recipe", "model", "features", "rate", "epochs"], .. recipes.Select(Row)],
        words: 3);

    /// <summary>One line a key; a single one in full.</summary>
    public static void WriteKeys(TextWriter output, IReadOnlyList<RecipeKey> keys)
    {
        if (keys.Count == 1)
        {
            WriteFull(output, keys[0]);
            return;
        }

        TextTable.Write(
            output, [["key", "type", "default", "what it does"], .. keys.Select(k => new[]
            {
                k.Path, k.Type, k.Default ?? "-", k.Of.Count is 0 or > 3 ? k.Description : $"{k.Description} ({string.Join(", ", k.Of)})",
            })],
            words: 4);
        output.WriteLine();
        output.WriteLine(
            "N is a place in a list, from 0. 'undertone recipes keys KEY' tells one key in full, with all words that it takes.");
    }

    /// <summary>The key with its places in lists as the list of keys writes them.</summary>
    public static string Pattern(string key) => Place().Replace(key, ".N");

    /// <summary>A recipe in a list as JSON.</summary>
    public static JsonObject Describe(Recipe recipe) => new()
    {
        ["name"] = recipe.Name,
        ["model"] = recipe.Model.Kind,
        ["shape"] = recipe.Features.Shape.ToString().ToLowerInvariant(),
        ["features"] = Texts(Features(recipe)),
        ["sampleRateHz"] = recipe.SampleRateHz,
        ["epochs"] = recipe.Model.Classifier is null ? recipe.Training.Epochs : null,
    };

    /// <summary>A key as JSON.</summary>
    public static JsonObject Describe(RecipeKey key) => new()
    {
        ["key"] = key.Path,
        ["of"] = Texts(key.Of),
        ["type"] = key.Type,
        ["words"] = Texts(key.Choices),
        ["default"] = key.Default is { } value ? JsonNode.Parse(value) : null,
        ["description"] = key.Description,
    };

    private static void WriteFull(TextWriter output, RecipeKey key)
    {
        output.WriteLine(key.Path);
        output.WriteLine($"  {key.Description}");
        output.WriteLine($"  type:     {key.Type}");
        if (key.Choices.Count > 0) output.WriteLine($"  words:    {string.Join(", ", key.Choices)}");
        output.WriteLine($"  default:  {key.Default ?? "-"}");
        if (key.Of.Count > 0) output.WriteLine($"  of:       {string.Join(", ", key.Of)}");
        output.WriteLine($"  example:  --set {key.Path.Replace(".N", ".0", StringComparison.Ordinal)}={Example(key)}");
    }

    private static string Example(RecipeKey key) => key.Default?.Trim('"') ?? (key.Choices.Count > 0 ? key.Choices[0] : "VALUE");

    private static string[] Row(Recipe recipe) =>
    [
        recipe.Name,
        recipe.Model.Kind,
        $"{recipe.Features.Shape.ToString().ToLowerInvariant()}: {string.Join(", ", Features(recipe))}",
        recipe.SampleRateHz.ToString(CultureInfo.InvariantCulture),
        recipe.Model.Classifier is null ? recipe.Training.Epochs.ToString(CultureInfo.InvariantCulture) : "-",
    ];

    private static IReadOnlyList<string> Features(Recipe recipe) =>
        recipe.Encoder is { } encoder ? [encoder.Name] : [.. recipe.Features.List.Select(f => f.Name)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    [GeneratedRegex(@"\.\d+(?=\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
