using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments;
using Undertone.Words;

namespace Undertone.Cli.Options;

/// <summary>The runs that lie in one folder.</summary>
internal static partial class RunFolders
{
    /// <summary>The word for the newest run.</summary>
    public const string Latest = "latest";
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

    /// <summary>Whether a word stands for the newest run, of all recipes or of one.</summary>
    public static bool IsLatest(string word) => word == Latest || word.StartsWith(Latest + ":", StringComparison.Ordinal);

    /// <summary>The recipe of <c>latest:RECIPE</c>; null for <c>latest</c>.</summary>
    public static string? RecipeOfLatest(string word) => word == Latest ? null : word[(Latest.Length + 1)..];

    /// <summary>
    /// The run that a word names: a path, the name of a folder among the runs, <c>latest</c> or <c>latest:RECIPE</c>.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="runs">The folder of run folders.</param>
    /// <param name="kind">What the newest run is looked for among; null for all kinds.</param>
    /// <exception cref="BadInputException">There is no such run.</exception>
    public static RunSummary Find(string word, string runs, RunKind? kind = null)
    {
        if (IsLatest(word))
        {
            var recipe = RecipeOfLatest(word);
            return RunSummary.All(runs).LastOrDefault(
                    r => (kind is null || r.Kind == kind) && (recipe is null || (r.Recipes.Count == 1 && r.Recipes[0] == recipe)))
                ?? throw new BadInputException(
                    $"{runs}: this folder holds no such run as '{word}'. 'undertone runs list' shows those there are; --runs names "
                    + "another folder.");
        }

        var folder = Directory.Exists(word) ? word : Path.Combine(runs, word);
        if (Directory.Exists(folder))
        {
            return RunSummary.TryRead(folder) ?? throw new BadInputException(
                $"{folder}: this is no run folder (it has no run.json, tune.json or compare.json).");
        }

        var hint = NearestWord.Hint(word, RunSummary.All(runs).Select(r => r.Name));
        throw new BadInputException(
            $"{word}: there is no such run in {runs}{hint}. 'undertone runs list' shows those there are; 'latest' and 'latest:RECIPE' name "
            + "the newest.");
    }

    /// <summary>Whether a word of a list of recipes names a run.</summary>
    public static bool IsRun(string word, string runs) =>
        IsLatest(word) || RunSummary.KindOf(word) is not null || RunSummary.KindOf(Path.Combine(runs, word)) is not null;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    // Runs that were begun in the same second are told apart by a number at the end.
    [GeneratedRegex(@"^(?<time>\d{8}T\d{6}Z)-(?<recipe>.+?)(-(?<number>\d{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex RunName();
}
