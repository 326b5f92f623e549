using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Experiments.Browsing;
using Undertone.Sound.Audio;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>Runs of training as they lie in their folder, read anew for every request.</summary>
/// <param name="runs">The folder of runs; null where there is none.</param>
/// <param name="admission">Whose turn it is to be answered where that is work.</param>
internal sealed class TrainingEndpoints(string? runs, Admission admission)
{
    private const string None = "This service shows no trainings. Whoever runs it can name the folder of runs.";

    /// <summary>All of them, newest first.</summary>
    public Task List(HttpContext context)
    {
        _ = new QueryOptions(context.Request);
        var list = new JsonArray([.. Browser(context).All().Select(r => (JsonNode)r.ToJson())]);
        return Json.WriteTagged(context, new JsonObject { ["trainings"] = list });
    }

    /// <summary>One of them with its scores and curves so far.</summary>
    public Task Show(HttpContext context)
    {
        _ = new QueryOptions(context.Request);
        var run = Find(context, NameOf(context));
        var shown = run.ToJson();
        shown["evaluation"] = run.Evaluation();
        shown["folds"] = new JsonArray([.. run.Folds().Select(f => (JsonNode)new JsonObject
        {
            ["fold"] = f.Fold,
            ["epochs"] = Objects(f.Epochs),
        })]);
        shown["refit"] = Objects(run.RefitEpochs());
        return Json.WriteTagged(context, shown);
    }

    /// <summary>What the model said of the tested utterances, by truth, answer and speaker, a page of them.</summary>
    public Task Answers(HttpContext context)
    {
        var query = new QueryOptions(context.Request, "truth", "answer", "speaker", "wrong", "offset", "limit");
        var (truth, answer, speaker) = (query.Text("truth"), query.Text("answer"), query.Text("speaker"));
        var wrong = query.Flag("wrong");
        var (offset, limit) = ((int)(query.Whole("offset", 0, int.MaxValue) ?? 0), (int)(query.Whole("limit", 1, 1000) ?? 100));
        var all = Find(context, NameOf(context)).Answers()?.All ?? [];
        RunAnswer[] wanted =
        [
            .. all.Where(a => (truth is null || a.Truth == truth) && (answer is null || a.Answer == answer)
                && (speaker is null || a.Tested.Utterance.Speaker == speaker || a.Tested.Utterance.SpeakerKey == speaker)
                && (wrong is null || a.Truth != a.Answer == wrong)),
        ];
        return Json.WriteTagged(context, new JsonObject
        {
            ["total"] = wanted.Length,
            ["answers"] = Objects(wanted.Skip(offset).Take(limit).Select(a => a.ToJson())),
        });
    }

    /// <summary>The sound of a tested utterance.</summary>
    public async Task Clip(HttpContext context)
    {
        var run = Find(context, NameOf(context));
        var bytes = int.TryParse((string)context.Request.RouteValues["id"]!, out var id)
            ? await Work(context, () => Wav(run, id))
            : null;
        if (bytes is null)
            throw new RefusedException(StatusCodes.Status404NotFound, "no-such-clip", "There is no such clip, or its file is gone.");
        context.Response.Headers.CacheControl = "private, no-cache";
        await TypedResults.Bytes(bytes, "audio/wav", enableRangeProcessing: true).ExecuteAsync(context);
    }

    /// <summary>Two runs side by side.</summary>
    public async Task Compare(HttpContext context)
    {
        var query = new QueryOptions(context.Request, "a", "b");
        var (a, b) = (Find(context, Named(query, "a")), Find(context, Named(query, "b")));
        var difference = await Work(context, () => RunDifference.Of(Tested(a), Tested(b))) ?? throw new RefusedException(
            StatusCodes.Status422UnprocessableEntity, "not-comparable", "These trainings were tested on no utterance in common.");
        await Json.WriteTagged(context, new JsonObject
        {
            ["a"] = a.ToJson(),
            ["b"] = b.ToJson(),
            ["common"] = difference.Common,
            ["both"] = difference.Both,
            ["onlyA"] = difference.OnlyA,
            ["onlyB"] = difference.OnlyB,
            ["neither"] = difference.Neither,
            ["uarDifference"] = difference.UarDifference,
            ["interval"] = difference.Interval is { } interval ? new JsonArray(interval.Low, interval.High) : null,
            ["p"] = difference.P,
        });
    }

    private static string NameOf(HttpContext context) => (string)context.Request.RouteValues["name"]!;

    private static string Named(QueryOptions query, string option) =>
        query.Text(option) ?? throw QueryOptions.Refused($"The option '{option}' is missing: name two trainings as 'a' and 'b'.");

    private static RunAnswers Tested(BrowsedRun run) => run.Answers() ?? throw new RefusedException(
        StatusCodes.Status422UnprocessableEntity, "not-comparable",
        $"The training '{run.Summary.Name}' has no answers of tested utterances yet.");

    private static JsonArray Objects(IEnumerable<JsonObject> objects) => new([.. objects.Select(o => (JsonNode)o)]);

    private static byte[]? Wav(BrowsedRun run, int id)
    {
        try
        {
            if (run.Answers()?.All is not { } all || id < 1 || id > all.Count || all[id - 1].Load() is not { } clip) return null;
            using var bytes = new MemoryStream();
            WavWriter.Write(bytes, clip);
            return bytes.ToArray();
        }
        catch (Exception e) when (e is AudioFormatException or CorpusException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<T> Work<T>(HttpContext context, Func<T> work)
    {
        using var inside = admission.Enter(context);
        using var turn = await admission.Turn(context.RequestAborted);
        return await Task.Run(work, context.RequestAborted);
    }

    private RunBrowser Browser(HttpContext context) => runs is null
        ? throw new RefusedException(StatusCodes.Status404NotFound, "no-trainings", None)
        : new RunBrowser(runs, context.RequestServices.GetService<TimeProvider>());

    private BrowsedRun Find(HttpContext context, string name) => Browser(context).Find(name) ?? throw new RefusedException(
        StatusCodes.Status404NotFound, "no-such-training", "There is no training of that name. GET /v1/trainings names all.");
}
