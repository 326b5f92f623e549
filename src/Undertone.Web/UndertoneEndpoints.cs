using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Web.Endpoints;
using Undertone.Web.Metrics;
using Undertone.Web.Problems;
using Undertone.Web.Requests;
using Undertone.Web.Streams;

namespace Undertone.Web;

/// <summary>Adds Undertone's endpoints to an application.</summary>
public static class UndertoneEndpoints
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Adds <c>POST /v1/predict</c>, <c>POST /v1/segments</c>, <c>WS /v1/stream</c>, <c>GET /v1/models</c>, <c>GET /v1/voices</c>,
    /// <c>GET /healthz</c>, <c>GET /readyz</c> and, over the answers that a store keeps, <c>/v1/predictions</c>, <c>/v1/corrections</c> and
    /// <c>/v1/runs</c>.
    /// They answer with the recognizer that <c>AddUndertone()</c> adds; every error is a problem document (RFC 9457).
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What their paths begin with, such as <c>/emotion</c>. Default nothing.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>The group of them, for what is to hold for all: who may ask, how often.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RouteGroupBuilder MapUndertone(
        this IEndpointRouteBuilder endpoints, string prefix = "", UndertoneWebOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        options ??= new UndertoneWebOptions();
        options.Validate();
        var group = endpoints.MapGroup(prefix);
        var admission = new Admission(new SemaphoreSlim(options.MaxConcurrency), (long)options.MaxConcurrency + options.MaxQueue);
        var capacity = new StreamCapacity(options.MaxStreams);
        var metrics = new UndertoneWebMetrics(
            endpoints.ServiceProvider.GetService<IMeterFactory>(), () => admission.Inside, () => capacity.Open);
        var predictions = new PredictionEndpoints(options, admission, metrics);
        var voices = new VoiceEndpoints(options.Voices);
        Map(group, HttpMethods.Post, "/v1/predict", predictions.Predict);
        Map(group, HttpMethods.Post, "/v1/segments", predictions.Segments);
        Map(group, HttpMethods.Get, "/v1/models", ServiceEndpoints.Models);
        Map(group, HttpMethods.Get, "/v1/voices", voices.List);
        Map(group, HttpMethods.Get, "/v1/voices/{name}", voices.Show);
        Map(group, HttpMethods.Get, "/healthz", ServiceEndpoints.Health);
        Map(group, HttpMethods.Get, "/readyz", context => ServiceEndpoints.Ready(context, options.Store));
        MapStream(group, new StreamEndpoint(options, capacity, metrics));
        MapStore(group, new StoreEndpoints(options));
        group.MapFallback("/v1/{**rest}", Problem.Catching(_ => throw new RefusedException(
            StatusCodes.Status404NotFound, "no-such-endpoint", "There is nothing at this address.")));
        return group;
    }

    private static void MapStream(RouteGroupBuilder group, StreamEndpoint streams)
    {
        // With the middleware of WebSockets around it, so that the application need not have one.
        var around = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        around.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PingInterval, KeepAliveTimeout = PingTimeout });
        around.Run(Problem.Catching(streams.Stream));
        var answer = around.Build();
        // HTTP/2 opens them by CONNECT.
        Map(group, "/v1/stream", (HttpMethods.Get, answer), (HttpMethods.Connect, answer));
    }

    private static void MapStore(RouteGroupBuilder group, StoreEndpoints store)
    {
        Map(group, HttpMethods.Get, "/v1/predictions", store.List);
        Map(group, HttpMethods.Get, "/v1/predictions/export", store.Export);
        Map(group, "/v1/predictions/{id}", (HttpMethods.Get, store.Show), (HttpMethods.Delete, store.Delete));
        Map(group, HttpMethods.Put, "/v1/predictions/{id}/correction", store.Correct);
        Map(group, HttpMethods.Get, "/v1/corrections", store.Corrections);
        Map(group, HttpMethods.Get, "/v1/runs", store.Runs);
    }

    private static void Map(RouteGroupBuilder group, string method, string path, RequestDelegate answer) =>
        Map(group, path, (method, answer));

    /// <summary>Adds an endpoint, and says of other methods that they are none of its.</summary>
    private static void Map(RouteGroupBuilder group, string path, params (string Method, RequestDelegate Answer)[] answers)
    {
        foreach (var (method, answer) in answers) group.MapMethods(path, [method], Problem.Catching(answer));
        var methods = string.Join(", ", answers.Select(a => a.Method));
        group.Map(path, Problem.Catching(context =>
        {
            context.Response.Headers.Allow = methods;
            throw new RefusedException(StatusCodes.Status405MethodNotAllowed, "method", $"This address takes {methods} only.");
        }));
    }
}
