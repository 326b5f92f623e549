using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undertone.Cli.Options;

/// <summary>The runs that lie in one folder.</summary>
internal static partial class RunFolders
{
    private const string ModelName = "model.undertone";
    private static readonly string[] OfAnyRun = ["run.json", "tuning.json", "comparison.json"];

    /// <summary>
    /// The finished runs with a model, oldest first: by the time in their names, never by those of files, which copying changes.
    /// </summary>
    public static IReadOnlyList<string> Finished(string runs)
    {
        if (!Directory.Exists(runs)) return [];
        return
        [
            .. from folder in Directory.GetDirectories(runs)
               where File.Exists(ModelOf(folder))
               let name = RunName().Match(Path.GetFileName(folder))
               where name.Success
               orderby name.Groups["time"].Value, Number(name.Groups["number"].Value)
               select folder,
        ];
    }

    /// <summary>The models of all finished runs whatever the folders are called, by name; those of single folds are not listed.</summary>
    public static IReadOnlyList<string> Models(string runs) => Directory.Exists(runs)
        ? [.. Directory.GetDirectories(runs).Select(ModelOf).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The model's file in a run folder.</summary>
    public static string ModelOf(string run) => Path.Combine(run, ModelName);

    /// <summary>
    /// The name of the recipe that a run trained; the part of the folder's name that stands for it where the recipe cannot be read.
    /// </summary>
    public static string RecipeOf(string run)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(Path.Combine(run, "recipe.json"))) is JsonObject recipe
                && recipe["name"] is JsonValue value && value.TryGetValue<string>(out var name))
            {
                return name;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The folder's name says enough.
        }

        return RunName().Match(Path.GetFileName(run)).Groups["recipe"].Value;
    }

    /// <summary>Whether a path is the folder of a run or a model file, and so no audio.</summary>
    public static bool IsModel(string path) => File.Exists(path)
        ? Path.GetExtension(path).Equals(".undertone", StringComparison.OrdinalIgnoreCase)
        : OfAnyRun.Any(file => File.Exists(Path.Combine(path, file)));

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    // Runs that were begun in the same second are told apart by a number at the end.
    [GeneratedRegex(@"^(?<time>\d{8}T\d{6}Z)-(?<recipe>.+?)(-(?<number>\d{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex RunName();
}
