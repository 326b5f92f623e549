using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Experiments;

namespace Undertone.Cli.Texts;

/// <summary>Runs as text.</summary>
internal static class RunText
{
    private const int MostTags = 40;

    /// <summary>One line a run.</summary>
    public static void WriteList(TextWriter output, IReadOnlyList<RunSummary> runs) => TextTable.Write(
        output,
        [
            ["run", "date", "recipe", "data", "protocol", runs.Any(r => r.Concordance.Count > 0) ? "UAR, CCC" : "UAR", "tags"],
            .. runs.Select(Row),
        ],
        words: 7);

    /// <summary>A run and what came of it.</summary>
    public static void Write(TextWriter output, RunSummary run)
    {
        output.WriteLine($"run:       {run.Folder}");
        output.WriteLine($"kind:      {run.Kind.ToString().ToLowerInvariant()}{(run.Finished ? "" : ", not finished")}");
        output.WriteLine($"date:      {Date(run)}");
        output.WriteLine($"recipe:    {string.Join(", ", run.Recipes)}");
        output.WriteLine($"data:      {string.Join(", ", run.Data)}");
        output.WriteLine($"protocol:  {run.Protocol}");
        if (run.Notes.Tags.Count > 0) output.WriteLine($"tags:      {string.Join(", ", run.Notes.Tags)}");
        if (run.Notes.Text.Length > 0) output.WriteLine($"note:      {run.Notes.Text}");
        if (Evaluation(run) is { } evaluation) WriteScores(output, evaluation);
        else if (run.Uar is { } best) output.WriteLine(FormattableString.Invariant($"UAR:       {best:0.000} (the highest)"));
        foreach (var (name, file) in new[] { ("model", "model.undertone"), ("report", "report.html") })
        {
            var path = Path.Combine(run.Folder, file);
            if (File.Exists(path)) output.WriteLine($"{name + ":",-10} {path}");
        }
    }

    /// <summary>The scores of a run as its file has them; null where there are none that can be read.</summary>
    public static JsonObject? Evaluation(RunSummary run)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(run.Folder, "evaluation.json"))) as JsonObject;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What a person wrote of a run, in a line.</summary>
    public static string Notes(RunNotes notes) => (notes.Tags.Count, notes.Text.Length) switch
    {
        (0, 0) => "no tags, no note",
        (0, _) => notes.Text,
        (_, 0) => $"tags {string.Join(", ", notes.Tags)}",
        _ => $"tags {string.Join(", ", notes.Tags)}; {notes.Text}",
    };

    /// <summary>The day and minute in UTC.</summary>
    public static string Date(RunSummary run) => run.Begun?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    private static void WriteScores(TextWriter output, JsonObject evaluation)
    {
        foreach (var (title, key) in new[] { ("UAR", "uar"), ("accuracy", "accuracy"), ("macro F1", "macroF1") })
            WriteScore(output, title, "", evaluation["metrics"]?[key], evaluation["intervals"]?[key]);
        foreach (var dimension in (evaluation["dimensions"] as JsonArray ?? []).OfType<JsonObject>())
            WriteScore(output, dimension["name"]?.ToString() ?? "", "CCC ", dimension["ccc"], dimension["cccInterval"]);
    }

    private static void WriteScore(TextWriter output, string title, string kind, JsonNode? score, JsonNode? interval)
    {
        if (Number(score) is not { } value) return;
        var range = interval is JsonArray { Count: 2 } ends && Number(ends[0]) is { } low && Number(ends[1]) is { } high
            ? FormattableString.Invariant($" (95 % {low:0.000} to {high:0.000})")
            : "";
        output.WriteLine(FormattableString.Invariant($"{title + ":",-10} {kind}{value:0.000}{range}"));

        static double? Number(JsonNode? node) => node is JsonValue text && text.TryGetValue<double>(out var number) ? number : null;
    }

    private static IEnumerable<string> Scores(RunSummary run)
    {
        if (run.Uar is { } uar) yield return FormattableString.Invariant($"{uar:0.000}");
        foreach (var (name, ccc) in run.Concordance) yield return FormattableString.Invariant($"{name} {ccc:0.000}");
    }

    private static string[] Row(RunSummary run)
    {
        string[] tags = run.Finished ? [.. run.Notes.Tags] : ["(not finished)", .. run.Notes.Tags];
        var line = string.Join(", ", tags);
        return
        [
            run.Name,
            Date(run),
            string.Join(", ", run.Recipes),
            string.Join(", ", run.Data.Select(d => Path.GetFileName(Path.TrimEndingDirectorySeparator(d)))),
            run.Protocol,
            string.Join(", ", Scores(run).DefaultIfEmpty("-")),
            line.Length > MostTags ? line[..MostTags] + "..." : line,
        ];
    }
}
