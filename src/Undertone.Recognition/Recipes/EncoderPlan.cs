using System.Globalization;
using System.Text.Json.Nodes;

namespace Undertone.Recognition.Recipes;

/// <summary>Which encoder a recipe builds on, and where in it.</summary>
/// <param name="Name">The name of an encoder, or a path to its file.</param>
/// <param name="Layers">
/// The layers whose output is taken; <see cref="Pooled"/>, the default, or <c>last</c> for the last one, <c>weighted</c> for a learned
/// average of all hidden ones.
/// </param>
/// <param name="Sha256">The SHA-256 of the encoder, once the recipe has been settled for it; null before.</param>
public sealed record EncoderPlan(string Name, IReadOnlyList<string> Layers, string? Sha256 = null)
{
    /// <summary>The word for the output of the last layer.</summary>
    public const string Pooled = "pooled";

    /// <summary>Another word for the output of the last layer.</summary>
    internal const string Last = "last";

    /// <summary>The word for a learned average of all hidden layers.</summary>
    internal const string Weighted = "weighted";

    private const int MostLayers = 1000;

    /// <summary>The ending of an encoder's file.</summary>
    internal const string FileEnding = ".encoder.safetensors";

    /// <summary>The ending of the folder of an encoder of ONNX Runtime.</summary>
    internal const string FolderEnding = ".encoder.onnx";

    /// <summary>
    /// What an encoder is called in the names of recipes: its name, or that of its file in letters, digits, '-', '_' and '.'.
    /// </summary>
    internal static string ShortNameOf(string nameOrPath)
    {
        var file = Path.GetFileName(Path.TrimEndingDirectorySeparator(nameOrPath));
        var stem = file.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase) ? file[..^FileEnding.Length]
            : file.EndsWith(FolderEnding, StringComparison.OrdinalIgnoreCase) ? file[..^FolderEnding.Length]
            : file.EndsWith(".undertone", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(file)
            : file;
        return string.Concat(stem.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
    }

    internal static EncoderPlan Parse(RecipeObject json)
    {
        var name = NotEmpty(json, "encoder", json.Text("encoder"));
        var sha256 = json.Has("sha256") ? json.Text("sha256") : null;
        if (sha256 is not null && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)))
            throw new RecipeException(json.PlaceOf("sha256"), "expected 64 hexadecimal digits in lower case.");
        var layers = json.Json["layer"] is JsonArray ? LayerList(json) : [LayerOf(json)];
        return new EncoderPlan(name, layers, sha256);
    }

    private static string[] LayerList(RecipeObject json)
    {
        var names = json.Array("layer").Select(n => NumberOf(n) ?? (n is JsonValue v && v.TryGetValue<string>(out var text) ? text : ""))
            .ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || Array.IndexOf(names, names[i]) < i)
                throw new RecipeException($"{json.PlaceOf("layer")}[{i}]", "expected the name of another layer.");
        }

        return names.Length > 0 ? names : throw new RecipeException(json.PlaceOf("layer"), "at least one layer is needed.");
    }

    /// <summary>Whether a layer's name is a word for the last one.</summary>
    internal static bool IsLast(string layer) => layer is Pooled or Last;

    /// <summary>One layer, by its name or, where layers are numbered, its number.</summary>
    private static string LayerOf(RecipeObject json) =>
        NumberOf(json.Json["layer"]) ?? NotEmpty(json, "layer", json.Text("layer", Pooled));

    /// <summary>The name of a layer that is named by a whole number; null where it is not.</summary>
    private static string? NumberOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var number) && number is >= 0 and <= MostLayers && number % 1 == 0
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : null;

    private static string NotEmpty(RecipeObject json, string key, string text) =>
        text.Length > 0 ? text : throw new RecipeException(json.PlaceOf(key), "a name is needed.");
}
