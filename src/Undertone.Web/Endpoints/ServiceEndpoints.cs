using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Web.Problems;

namespace Undertone.Web.Endpoints;

/// <summary>What the service says of itself.</summary>
internal static class ServiceEndpoints
{
    /// <summary>The models that answer.</summary>
    public static Task Models(HttpContext context)
    {
        var manifest = context.RequestServices.GetRequiredService<IEmotionRecognizer>().Manifest;
        return Json.Write(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("models");
            WriteModel(json, manifest);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>What a model says of itself.</summary>
    public static Task Model(HttpContext context)
    {
        var manifest = context.RequestServices.GetRequiredService<IEmotionRecognizer>().Manifest;
        RequireName(context, manifest);
        var card = manifest.Describe();
        return Json.Write(context.Response, json => card.WriteTo(json));
    }

    /// <summary>Refuses a request for another model than the one that answers.</summary>
    public static void RequireName(HttpContext context, ModelManifest manifest)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (name == manifest.Name) return;
        throw new RefusedException(
            StatusCodes.Status404NotFound, "no-such-model", $"There is no model '{name}' here. GET /v1/models names those that answer.");
    }

    /// <summary>What the page may offer.</summary>
    public static Task Studio(HttpContext context, UndertoneWebOptions options)
    {
        var manifest = context.RequestServices.GetRequiredService<IEmotionRecognizer>().Manifest;
        return Json.Write(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("enrollment", options.Enrollment);
            json.WriteBoolean("trainings", options.Runs is not null);
            json.WriteBoolean("stream", true);
            json.WritePropertyName("model");
            WriteModel(json, manifest);
            json.WriteBoolean("key", options.WantsKey);
            json.WriteBoolean("inBrowser", options.OnnxRuntimeWeb is not null);
            json.WriteEndObject();
        });
    }

    /// <summary>A model by its name, version and labels.</summary>
    public static void WriteModel(Utf8JsonWriter json, ModelManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("name", manifest.Name);
        json.WriteString("version", manifest.Version);
        json.WriteStartArray("labels");
        foreach (var label in manifest.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>That the service runs.</summary>
    public static Task Health(HttpContext context) => Said(context, "healthy");

    /// <summary>That a model is loaded, by asking for it, and that the store can be used.</summary>
    public static async Task Ready(HttpContext context, IPredictionStore? store)
    {
        try
        {
            context.RequestServices.GetRequiredService<IEmotionRecognizer>();
        }
        catch (Exception e)
        {
            Problem.Failed(context, e);
            throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "not-ready", "The model is not loaded; the log says why.");
        }

        if (store is not null) await store.CheckAsync(context.RequestAborted);
        await Said(context, "ready");
    }

    private static Task Said(HttpContext context, string status) => Json.Write(context.Response, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteEndObject();
    });
}
