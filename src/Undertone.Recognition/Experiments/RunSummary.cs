using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Experiments;

/// <summary>A run in a few words, read from the files of its folder.</summary>
public sealed partial record RunSummary
{
    private static readonly (RunKind Kind, string Settings)[] SettingsFiles =
        [(RunKind.Train, "run.json"), (RunKind.Tune, "tune.json"), (RunKind.Compare, "compare.json")];

    /// <summary>The run folder's full path.</summary>
    public required string Folder { get; init; }

    /// <summary>What it is of.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>When it was begun, by the folder's name; null where the folder was renamed.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>The recipe, of a comparison all of them; empty where a file is damaged.</summary>
    public IReadOnlyList<string> Recipes { get; init; } = [];

    /// <summary>The folders and manifests of its data.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>How the model is tested; empty where a file is damaged.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The unweighted average recall, of a comparison the highest; null where nothing was tested yet.</summary>
    public double? Uar { get; init; }

    /// <summary>
    /// The concordance (CCC) on each dimension that the model answers on; of a comparison the highest. Empty where there is none.
    /// </summary>
    public IReadOnlyDictionary<string, double> Concordance { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Whether the run came to its end.</summary>
    public bool Finished { get; init; }

    /// <summary>What a person wrote of it.</summary>
    public RunNotes Notes { get; init; } = RunNotes.None;

    /// <summary>The folder's name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The name of the file of settings in a folder of a kind.</summary>
    internal static string SettingsOf(RunKind kind) => Array.Find(SettingsFiles, f => f.Kind == kind).Settings;

    /// <summary>What a folder is of; null where it is no run folder.</summary>
    /// <param name="folder">The folder.</param>
    public static RunKind? KindOf(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        foreach (var (kind, settings) in SettingsFiles)
        {
            if (File.Exists(Path.Combine(folder, settings))) return kind;
        }

        return null;
    }

    /// <summary>
    /// Reads a run. What is damaged is left empty, so that one bad folder among many does not hide the others.
    /// </summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The run; null where the folder is none.</returns>
    public static RunSummary? TryRead(string folder)
    {
        if (KindOf(folder) is not { } kind) return null;
        var run = RunFolder.At(folder);
        var settings = run.PathOf(SettingsOf(kind));
        var summary = new RunSummary
        {
            Folder = run.FullPath,
            Kind = kind,
            Begun = TimeOf(Path.GetFileName(run.FullPath)),
            Recipes = RecipesOf(kind, run, settings),
            Data = JsonFile.TryRead(settings, json => json.Texts("data")) ?? [],
            Protocol = JsonFile.TryRead(settings, ProtocolOf) ?? "",
            Notes = NotesOf(run),
        };
        return kind == RunKind.Compare ? WithComparison(summary, run) : WithScores(summary, run, settings);
    }

    /// <summary>The runs that lie in a folder, oldest first by the time in their names, then by name.</summary>
    /// <param name="runs">The folder of run folders; none are found where there is no such folder.</param>
    public static IReadOnlyList<RunSummary> All(string runs) => !Directory.Exists(runs)
        ? []
        : [.. Directory.GetDirectories(runs).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal)).Select(TryRead).OfType<RunSummary>()
            .OrderBy(r => r.Begun ?? DateTimeOffset.MinValue).ThenBy(r => NumberOf(r.Name)).ThenBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>The run as JSON: <c>folder</c>, <c>kind</c>, <c>begun</c>, <c>recipes</c>, <c>data</c>, <c>protocol</c>, <c>uar</c>,
    /// <c>ccc</c> (by dimension, where there are any), <c>finished</c>, <c>tags</c>, <c>note</c>.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["folder"] = Folder,
            ["kind"] = Kind.Word(),
            ["begun"] = Begun?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["recipes"] = TextsJson(Recipes),
            ["data"] = TextsJson(Data),
            ["protocol"] = Protocol,
            ["uar"] = Uar,
            ["finished"] = Finished,
        };
        if (Concordance.Count > 0)
        {
            var ccc = Concordance.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value)));
            json.Insert(json.IndexOf("uar") + 1, "ccc", new JsonObject(ccc));
        }

        foreach (var (key, value) in Notes.ToJson()) json[key] = value?.DeepClone();
        return json;
    }

    private static RunSummary WithScores(RunSummary summary, RunFolder run, string settings)
    {
        var refit = summary.Kind == RunKind.Tune
            || JsonFile.TryRead(settings, json => json.FlagOrNone("refit") == false ? "no" : null) is null;
        return With(summary, JsonFile.TryRead(run.Evaluation, json => new[] { ScoresIn(json) }) ?? []) with
        {
            Finished = refit ? File.Exists(run.Model) : File.Exists(run.Evaluation),
        };
    }

    private static RunSummary WithComparison(RunSummary summary, RunFolder run)
    {
        var file = run.PathOf("comparison.json");
        var scores = JsonFile.TryRead(file, json => json.Objects("rows").Select(r => ScoresIn(r.Object("evaluation"))).ToArray());
        return With(summary, scores ?? []) with { Finished = File.Exists(file) };
    }

    private static RunSummary With(RunSummary summary, (double? Uar, (string Name, double Ccc)[] Dimensions)[] scores) => summary with
    {
        Uar = scores.Max(s => s.Uar),
        Concordance = scores.SelectMany(s => s.Dimensions).GroupBy(d => d.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(d => d.Ccc), StringComparer.Ordinal),
    };

    private static (double? Uar, (string Name, double Ccc)[] Dimensions) ScoresIn(SavedJson evaluation) => (
        evaluation.Object("metrics").NumberOrNone("uar"),
        evaluation.Has("dimensions")
            ? [.. evaluation.Objects("dimensions").Where(d => d.NumberOrNone("ccc") is not null)
                .Select(d => (d.Text("name"), d.Number("ccc")))]
            : []);

    private static string[] RecipesOf(RunKind kind, RunFolder run, string settings) => kind switch
    {
        RunKind.Train => JsonFile.TryRead(run.Recipe, NamesIn) ?? [],
        RunKind.Tune => JsonFile.TryRead(settings, json => NamesIn(json.Object("recipe"))) ?? [],
        _ => JsonFile.TryRead(settings, json => json.Objects("recipes").SelectMany(NamesIn).ToArray()) ?? [],
    };

    private static string[] NamesIn(SavedJson recipe) => [recipe.Text("name")];

    private static string ProtocolOf(SavedJson json) =>
        json.Has("protocols") ? string.Join(", ", json.Texts("protocols")) : json.Text("protocol");

    private static RunNotes NotesOf(RunFolder run)
    {
        try
        {
            return RunNotes.Load(run.FullPath);
        }
        catch (InvalidDataException)
        {
            return RunNotes.None;
        }
    }

    private static DateTimeOffset? TimeOf(string name) => DateTimeOffset.TryParseExact(
        RunName().Match(name).Groups["time"].Value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static int NumberOf(string name) =>
        int.TryParse(RunName().Match(name).Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    private static JsonArray TextsJson(IReadOnlyList<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    // Runs that were begun in the same second are told apart by a number at the end.
    [GeneratedRegex(@"^(?<time>\d{8}T\d{6}Z)-.+?(-(?<number>\d{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex RunName();
}
