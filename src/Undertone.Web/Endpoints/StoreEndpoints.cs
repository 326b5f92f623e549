using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undertone.Fleet.Stores;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Endpoints;

/// <summary>Answers that were kept, and what people say of them.</summary>
/// <param name="options">The store; where there is none, every request is refused.</param>
internal sealed class StoreEndpoints(UndertoneWebOptions options)
{
    // What an evaluation of very many speakers takes is far below.
    private const long MostRunBytes = 16 << 20;

    private static readonly string[] Filters = ["emotion", "uncertain", "corrected", "from", "to", "model", "tag"];

    private static readonly string[] Paging = ["after", "limit", "order"];

    private IPredictionStore Store => options.Store ?? throw new RefusedException(
        StatusCodes.Status404NotFound, "no-store", "This service keeps no answers. Give it a store.");

    /// <summary><c>GET /v1/predictions</c>: a page.</summary>
    public async Task List(HttpContext context)
    {
        var asked = new QueryOptions(context.Request, [.. Filters, .. Paging]);
        var (after, limit, newestFirst) = PageOf(asked);
        var query = Query(asked) with { After = after, Limit = limit, NewestFirst = newestFirst };
        var page = await Store.ListAsync(query, context.RequestAborted);
        await WritePage(context, "predictions", page, StoreJson.Write);
    }

    /// <summary><c>GET /v1/predictions/{id}</c>.</summary>
    public async Task Show(HttpContext context)
    {
        var id = Id(context);
        var prediction = await Store.GetAsync(id, context.RequestAborted) ?? throw NoSuchPrediction(id);
        await Json.Write(context.Response, json => StoreJson.Write(json, prediction));
    }

    /// <summary><c>PUT /v1/predictions/{id}/correction</c>: what a person says was heard.</summary>
    public async Task Correct(HttpContext context)
    {
        var id = Id(context);
        var correction = await CorrectionBody.Read(context.Request);
        var prediction = await Store.CorrectAsync(id, correction.Label, correction.By, correction.Note, context.RequestAborted);
        await Json.Write(context.Response, json => StoreJson.Write(json, prediction));
    }

    /// <summary><c>DELETE /v1/predictions/{id}</c>: the answer, what was said of it, and its audio.</summary>
    public async Task Delete(HttpContext context)
    {
        var id = Id(context);
        var prediction = await Store.DeleteAsync(id, context.RequestAborted) ?? throw NoSuchPrediction(id);
        if (prediction.Entry.AudioPath is { } audio && IsKeptHere(audio)) File.Delete(audio);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary><c>GET /v1/predictions/export</c>: all of them as CSV or JSON Lines.</summary>
    public async Task Export(HttpContext context)
    {
        var asked = new QueryOptions(context.Request, [.. Filters, "format"]);
        var (query, store, response) = (Query(asked) with { Limit = PredictionQuery.MostPerPage }, Store, context.Response);
        await store.CheckAsync(context.RequestAborted);
        if (asked.OneOf("format", "csv", "jsonl") == "csv")
        {
            response.ContentType = "text/csv; charset=utf-8";
            await using var writer = TextOf(response);
            await PredictionExport.WriteCsvAsync(store, writer, query, context.RequestAborted);
            return;
        }

        response.ContentType = "application/jsonl; charset=utf-8";
        await PredictionExport.WriteJsonLinesAsync(store, response.Body, query, context.RequestAborted);
    }

    /// <summary><c>GET /v1/corrections</c>: what people said as a manifest that training takes.</summary>
    public async Task Corrections(HttpContext context)
    {
        var query = Query(new QueryOptions(context.Request, [.. Filters.Where(f => f != "corrected")]));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var result = await CorrectionManifest.WriteAsync(Store, text, query, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers["Undertone-Clips"] = result.ToString();
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), context.RequestAborted);
    }

    /// <summary><c>GET /v1/runs</c>: finished runs, a page.</summary>
    public async Task Runs(HttpContext context)
    {
        var asked = new QueryOptions(context.Request, ["recipe", .. Paging]);
        var (after, limit, newestFirst) = PageOf(asked);
        var query = new RunQuery { Recipe = asked.Text("recipe"), After = after, Limit = limit, NewestFirst = newestFirst };
        var page = await Store.ListRunsAsync(query, context.RequestAborted);
        await WritePage(context, "runs", page, StoreJson.Write);
    }

    /// <summary><c>POST /v1/runs</c>: keeps a finished run, as <c>undertone runs show RUN --json</c> prints it.</summary>
    public async Task AddRun(HttpContext context)
    {
        var store = Store;
        BodyLimit.Set(context, MostRunBytes);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var run = await store.AddRunAsync(RunEntry.Parse(body.GetBuffer().AsMemory(0, (int)body.Length)), context.RequestAborted);
        await Json.Write(context.Response, json => StoreJson.Write(json, run));
    }

    /// <summary>Whether a file is one that this service keeps: no other is ever deleted, whatever the store says.</summary>
    private bool IsKeptHere(string audio) => options.Keep is { } keep
        && Path.GetDirectoryName(Path.GetFullPath(audio)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(keep));

    private static PredictionQuery Query(QueryOptions asked) => new()
    {
        Emotion = asked.Text("emotion"),
        Uncertain = asked.Flag("uncertain"),
        Corrected = asked.Flag("corrected"),
        From = asked.Moment("from"),
        To = asked.Moment("to"),
        Model = asked.Text("model"),
        Tag = asked.Text("tag"),
    };

    private static (long? After, int Limit, bool NewestFirst) PageOf(QueryOptions asked) => (
        asked.Whole("after", 0, long.MaxValue),
        (int)(asked.Whole("limit", 1, PredictionQuery.MostPerPage) ?? new PredictionQuery().Limit),
        asked.OneOf("order", "oldest", "newest") == "newest");

    private static Task WritePage<T>(HttpContext context, string name, StorePage<T> page, Action<Utf8JsonWriter, T> write) =>
        Json.Write(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            foreach (var item in page.Items) write(json, item);
            json.WriteEndArray();
            if (page.Next is { } next) json.WriteNumber("next", next);
            else json.WriteNull("next");
            json.WriteEndObject();
        });

    private static StreamWriter TextOf(HttpResponse response) =>
        new(response.Body, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    private static long Id(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["id"]!;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
            : throw new RefusedException(StatusCodes.Status404NotFound, "no-such-prediction", $"There is no prediction '{text}'.");
    }

    private static RefusedException NoSuchPrediction(long id) => new(
        StatusCodes.Status404NotFound, "no-such-prediction", FormattableString.Invariant($"There is no prediction {id}."));
}
