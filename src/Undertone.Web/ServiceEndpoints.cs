using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Recognition.Inference;

namespace Undertone.Web;

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
            json.WriteStartObject();
            json.WriteString("name", manifest.Name);
            json.WriteString("version", manifest.Version);
            json.WriteStartArray("labels");
            foreach (var label in manifest.Labels) json.WriteStringValue(label);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>That the service runs.</summary>
    public static Task Health(HttpContext context) => Said(context, "healthy");

    /// <summary>That a model is loaded; it is loaded by asking.</summary>
    public static Task Ready(HttpContext context)
    {
        try
        {
            context.RequestServices.GetRequiredService<IEmotionRecognizer>();
        }
        catch (Exception e)
        {
            var loggers = context.RequestServices.GetService<Microsoft.Extensions.Logging.ILoggerFactory>();
            if (loggers is not null) Log.Failed(loggers.CreateLogger(Log.Category), context.Request.Path, e);
            throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "not-ready", "The model is not loaded; the log says why.");
        }

        return Said(context, "ready");
    }

    private static Task Said(HttpContext context, string status) => Json.Write(context.Response, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteEndObject();
    });
}
