using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>A run to look at: its summary, its curves while they grow, its answers and their sound.</summary>
public sealed class BrowsedRun
{
    /// <summary>
    /// How long nothing is written in a run before it counts as stopped. Nothing in a run folder says that a process works on it; a process
    /// that does writes a line an epoch or a fold.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly RunFolder _folder;

    internal BrowsedRun(RunSummary summary, DateTimeOffset now)
    {
        Summary = summary;
        _folder = RunFolder.At(summary.Folder);
        var settings = _folder.PathOf(RunSummary.SettingsOf(summary.Kind));
        Seed = JsonFile.TryRead(settings, json => json.WholeNumberOrNone("seed") is { } seed ? new int[] { seed } : null)?[0];
        Accuracy = JsonFile.TryRead(
            _folder.Evaluation, json => json.Object("metrics").NumberOrNone("accuracy") is { } a ? new double[] { a } : null)?[0];
        State = summary.Finished ? RunState.Finished : now - LastWritten() < Pause ? RunState.Running : RunState.Stopped;
    }

    /// <summary>What <c>runs list</c> tells of it.</summary>
    public RunSummary Summary { get; }

    /// <summary>Whether it goes on.</summary>
    public RunState State { get; }

    /// <summary>What it drew its random numbers from; null where a file is damaged.</summary>
    public int? Seed { get; }

    /// <summary>The share of right answers, 0 to 1; null where nothing was tested yet.</summary>
    public double? Accuracy { get; }

    /// <summary>
    /// The run as JSON: <c>name</c>, <c>kind</c>, <c>recipe</c>, <c>created</c>, <c>state</c>, <c>data</c> (names without folders),
    /// <c>protocol</c>, <c>seed</c>, <c>uar</c>, <c>accuracy</c>, <c>tags</c>, <c>note</c>.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Summary.Name,
        ["kind"] = Summary.Kind.Word(),
        ["recipe"] = string.Join(", ", Summary.Recipes),
        ["created"] = Summary.Begun?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["state"] = State.Word(),
        ["data"] = new JsonArray([.. Summary.Data.Select(d => (JsonNode)JsonValue.Create(NameOf(d)))]),
        ["protocol"] = Summary.Protocol,
        ["seed"] = Seed,
        ["uar"] = Summary.Uar,
        ["accuracy"] = Accuracy,
        ["tags"] = new JsonArray([.. Summary.Notes.Tags.Select(t => (JsonNode)JsonValue.Create(t))]),
        ["note"] = Summary.Notes.Text,
    };

    /// <summary>The scores as <c>evaluation.json</c> has them; null where there are none that can be read.</summary>
    public JsonObject? Evaluation() => JsonFile.TryRead(_folder.Evaluation, json => json.Json);

    /// <summary>The folds that were begun, in order, each with its epochs so far.</summary>
    public IReadOnlyList<FoldEpochs> Folds()
    {
        var folds = _folder.PathOf("folds");
        if (!Directory.Exists(folds)) return [];
        return
        [
            .. Directory.EnumerateDirectories(folds).Select(f => Path.GetFileName(f))
                .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Where(n => n > 0).Order().Select(n => new FoldEpochs(n, EpochsIn(_folder.Fold(n)))),
        ];
    }

    /// <summary>The epochs of the training on all the data, so far.</summary>
    public IReadOnlyList<JsonObject> RefitEpochs() => EpochsIn(_folder.Refit);

    /// <summary>The tested utterances with their answers, as <c>predictions.csv</c> has them; null where there is none yet.</summary>
    public RunAnswers? Answers()
    {
        try
        {
            return JsonFile.TryRead(_folder.Evaluation, json => json.Texts("labels").ToArray()) is { Length: > 0 } words
                && PredictionsCsv.TryLoad(_folder.Predictions, new LabelSet(words)) is { Length: > 0 } tested
                    ? new RunAnswers(new LabelSet(words), tested, Summary.Data)
                    : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NameOf(string data) => Path.GetFileName(Path.TrimEndingDirectorySeparator(data));

    private DateTimeOffset LastWritten()
    {
        try
        {
            return new DirectoryInfo(_folder.FullPath).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(f => new DateTimeOffset(f.LastWriteTimeUtc)).DefaultIfEmpty().Max();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that goes away meanwhile is being written.
            return new DateTimeOffset(Directory.GetLastWriteTimeUtc(_folder.FullPath));
        }
    }

    /// <summary>
    /// The lines of a <c>metrics.jsonl</c> as they stand. Of an epoch that is there twice the last one counts; a line that is not whole, as
    /// the last one while it is written, is left out.
    /// </summary>
    private static JsonObject[] EpochsIn(TrainingFolder folder)
    {
        var epochs = new SortedDictionary<int, JsonObject>();
        foreach (var line in LinesOf(folder.Metrics))
        {
            try
            {
                if (JsonNode.Parse(line) is JsonObject json && json["epoch"] is JsonValue value && value.TryGetValue<int>(out var epoch))
                    epochs[epoch] = json;
            }
            catch (Exception e) when (e is JsonException or ArgumentException)
            {
                // The next look finds it whole.
            }
        }

        return [.. epochs.Values];
    }

    private static string[] LinesOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(stream);
            return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
