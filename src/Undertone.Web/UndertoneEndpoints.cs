using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Web.Endpoints;
using Undertone.Web.Metrics;
using Undertone.Web.Pages;
using Undertone.Web.Problems;
using Undertone.Web.Requests;
using Undertone.Web.Streams;

namespace Undertone.Web;

/// <summary>Adds Undertone's endpoints to an application.</summary>
public static class UndertoneEndpoints
{
    private const string Tag = "Undertone";

    /// <summary>How a connection is found to be dead, where nothing else tells.</summary>
    internal static WebSocketOptions WebSockets { get; } =
        new() { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) };

    /// <summary>
    /// Adds <c>POST /v1/predict</c>, <c>POST /v1/segments</c>, <c>WS /v1/stream</c>, <c>GET /v1/models</c>, <c>GET /v1/voices</c>,
    /// <c>GET /healthz</c>, <c>GET /readyz</c> and, over the answers that a store keeps, <c>/v1/predictions</c>, <c>/v1/corrections</c> and
    /// <c>/v1/runs</c>; and the studio, a page at the prefix itself.
    /// They answer with the recognizer that <c>AddUndertone()</c> adds; every error is a problem document (RFC 9457).
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What their paths begin with, such as <c>/emotion</c>. Default nothing.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>The group of them, for what is to hold for all: who may ask, how often.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="FileNotFoundException">A file of onnxruntime-web is not in its folder.</exception>
    public static RouteGroupBuilder MapUndertone(
        this IEndpointRouteBuilder endpoints, string prefix = "", UndertoneWebOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        options ??= new UndertoneWebOptions();
        options.Validate();
        var group = endpoints.MapGroup(prefix);
        var turns = new Turns(new SemaphoreSlim(options.MaxConcurrency));
        var admission = new Admission(turns, (long)options.MaxConcurrency + options.MaxQueue);
        var capacity = new StreamCapacity(options);
        var metrics = new UndertoneWebMetrics(
            endpoints.ServiceProvider.GetService<IMeterFactory>(), () => admission.Inside, () => capacity.Open);
        var work = new AudioWork(options, admission, metrics);
        var predictions = new PredictionEndpoints(options, work, metrics);
        var voices = new VoiceEndpoints(options, work);
        Map(group, HttpMethods.Post, "/v1/predict", predictions.Predict, "The emotion in a recording");
        Map(group, HttpMethods.Post, "/v1/segments", predictions.Segments, "The emotions in a recording, one after another");
        Map(group, HttpMethods.Get, "/v1/models", ServiceEndpoints.Models, "The models that answer");
        Map(group, HttpMethods.Get, "/v1/models/{name}", ServiceEndpoints.Model, "The card of a model");
        Map(
            group, "/v1/voices", (HttpMethods.Get, voices.List, "The voices that answers can be relative to"),
            (HttpMethods.Post, voices.Make, "Gets to know a speaker, of whom nothing is kept here"));
        Map(
            group, "/v1/voices/{name}", (HttpMethods.Get, voices.Show, "A voice"),
            (HttpMethods.Post, voices.Enroll, "Gets to know a speaker and keeps the voice"),
            (HttpMethods.Delete, voices.Delete, "Forgets a voice"));
        Map(group, HttpMethods.Get, "/healthz", ServiceEndpoints.Health, "Whether the service runs");
        Map(group, HttpMethods.Get, "/readyz", context => ServiceEndpoints.Ready(context, options.Store), "Whether it can answer");
        MapStream(group, new StreamEndpoint(options, capacity, metrics));
        MapStore(group, new StoreEndpoints(options));
        if (options.Studio)
        {
            Map(group, HttpMethods.Post, "/v1/explain", predictions.Explain, "The emotion in a recording, and what the answer rests on");
            MapStudio(group, options, new TrainingEndpoints(options.Runs, admission));
        }


        group.MapFallback("/v1/{**rest}", Problem.Catching(_ => throw new RefusedException(
            StatusCodes.Status404NotFound, "no-such-endpoint", "There is nothing at this address.")));
        return group;
    }

    private static void MapStream(RouteGroupBuilder group, StreamEndpoint streams)
    {
        // With the middleware of WebSockets around it, so that the application need not have one.
        var around = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        around.UseWebSockets(WebSockets);
        around.Run(Problem.Catching(streams.Stream));
        var answer = around.Build();
        // HTTP/2 opens them by CONNECT.
        Map(group, "/v1/stream", (HttpMethods.Get, answer, "Answers while sound comes"), (HttpMethods.Connect, answer, null));
    }

    private static void MapStudio(RouteGroupBuilder group, UndertoneWebOptions options, TrainingEndpoints trainings)
    {
        Map(group, HttpMethods.Get, "/v1/studio", context => ServiceEndpoints.Studio(context, options), "What the page may offer");
        var graphs = new GraphEndpoints(options.OnnxRuntimeWeb is not null);
        Map(group, HttpMethods.Get, "/v1/models/{name}/graph", graphs.Model, "The model as ONNX, for pages that answer by themselves");
        Map(group, HttpMethods.Get, "/v1/models/{name}/hearing", graphs.Hearing, "How a clip becomes what goes into the model's graph");
        Map(group, HttpMethods.Get, "/v1/detector/graph", graphs.Detector, "The speech detector as ONNX");
        Map(group, HttpMethods.Get, "/v1/trainings", trainings.List, "Runs of training, those that go on too");
        Map(group, HttpMethods.Get, "/v1/trainings/compare", trainings.Compare, "Two trainings side by side");
        Map(group, HttpMethods.Get, "/v1/trainings/{name}", trainings.Show, "A training, its scores and its curves so far");
        Map(group, HttpMethods.Get, "/v1/trainings/{name}/answers", trainings.Answers, "What a training's model said in its test");
        Map(group, HttpMethods.Get, "/v1/trainings/{name}/clips/{id}", trainings.Clip, "The sound of a tested utterance");
        IReadOnlyList<PageFile> runtime = options.OnnxRuntimeWeb is { } folder ? PageFile.OfRuntime(folder) : [];
        foreach (var file in PageFile.All.Concat(runtime))
        {
            // Whatever the application has at such an address comes first.
            group.MapMethods(
                file.Address, [HttpMethods.Get, HttpMethods.Head], Problem.Catching(context => file.Send(context, runtime.Count > 0)))
                .ExcludeFromDescription().WithOrder(1);
        }
    }

    private static void MapStore(RouteGroupBuilder group, StoreEndpoints store)
    {
        Map(group, HttpMethods.Get, "/v1/predictions", store.List, "Answers that were kept");
        Map(group, HttpMethods.Get, "/v1/predictions/export", store.Export, "All answers that were kept, as a file");
        Map(
            group, "/v1/predictions/{id}", (HttpMethods.Get, store.Show, "An answer that was kept"),
            (HttpMethods.Delete, store.Delete, "Deletes an answer, what was said of it, and its sound"));
        Map(group, HttpMethods.Put, "/v1/predictions/{id}/correction", store.Correct, "Says what was heard");
        Map(group, HttpMethods.Get, "/v1/corrections", store.Corrections, "What people said, as a manifest that training takes");
        Map(
            group, "/v1/runs", (HttpMethods.Get, store.Runs, "Finished runs that were kept"),
            (HttpMethods.Post, store.AddRun, "Keeps a finished run"));
    }

    private static void Map(RouteGroupBuilder group, string method, string path, RequestDelegate answer, string summary) =>
        Map(group, path, (method, answer, summary));

    /// <summary>Adds an endpoint, and says of other methods that they are none of its. Without a summary it is not described.</summary>
    private static void Map(
        RouteGroupBuilder group, string path, params (string Method, RequestDelegate Answer, string? Summary)[] answers)
    {
        foreach (var (method, answer, summary) in answers)
        {
            var endpoint = group.MapMethods(path, [method], Problem.Catching(answer));
            // Descriptions of an application (OpenAPI) name endpoints whose method is known.
            if (summary is null) endpoint.ExcludeFromDescription();
            else endpoint.WithSummary(summary).WithTags(Tag).WithMetadata(answer.Method);
        }

        var methods = string.Join(", ", answers.Select(a => a.Method));
        group.Map(path, Problem.Catching(context =>
        {
            context.Response.Headers.Allow = methods;
            throw new RefusedException(StatusCodes.Status405MethodNotAllowed, "method", $"This address takes {methods} only.");
        }));
    }
}
