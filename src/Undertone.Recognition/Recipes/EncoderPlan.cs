namespace Undertone.Recognition.Recipes;

/// <summary>Which encoder a recipe builds on, and where in it.</summary>
/// <param name="Name">The name of an encoder, or a path to its file.</param>
/// <param name="Layer">The layer whose output is taken; <see cref="Pooled"/>, the default, for the last one.</param>
/// <param name="Sha256">The SHA-256 of the encoder, once the recipe has been settled for it; null before.</param>
public sealed record EncoderPlan(string Name, string Layer = EncoderPlan.Pooled, string? Sha256 = null)
{
    /// <summary>The word for the output of the last layer.</summary>
    public const string Pooled = "pooled";

    /// <summary>The ending of an encoder's file.</summary>
    internal const string FileEnding = ".encoder.safetensors";

    /// <summary>
    /// What an encoder is called in the names of recipes: its name, or that of its file in letters, digits, '-', '_' and '.'.
    /// </summary>
    internal static string ShortNameOf(string nameOrPath)
    {
        var file = Path.GetFileName(nameOrPath);
        var stem = file.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase) ? file[..^FileEnding.Length]
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
        return new EncoderPlan(name, NotEmpty(json, "layer", json.Text("layer", Pooled)), sha256);
    }

    private static string NotEmpty(RecipeObject json, string key, string text) =>
        text.Length > 0 ? text : throw new RecipeException(json.PlaceOf(key), "a name is needed.");
}
