using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Problems;

/// <summary>Errors as problem documents (RFC 9457), with the member <c>code</c>: a word for programs.</summary>
internal static class Problem
{
    private const string MediaType = "application/problem+json";

    /// <summary>An endpoint whose exceptions become problem documents. Who has gone is told nothing.</summary>
    public static RequestDelegate Catching(RequestDelegate answer) => async context =>
    {
        try
        {
            await answer(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and nobody is left to be told.
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            // Half an answer must not pass for a whole one.
            Failed(context, e);
            context.Abort();
        }
        catch (RefusedException e)
        {
            await Write(context, e.Status, e.Code, e.Message);
        }
        catch (StoreException e) when (e.Fault is StoreFault.Input or StoreFault.NotFound)
        {
            var isInput = e.Fault == StoreFault.Input;
            await Write(
                context, isInput ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound,
                isInput ? "request" : "no-such-prediction", e.Message);
        }
        catch (StoreException e)
        {
            if (LoggerOf(context) is { } logger) Log.StoreFailed(logger, context.Request.Path, e.Message);
            context.Response.Headers.RetryAfter = "5";
            await Write(context, StatusCodes.Status503ServiceUnavailable, "store",
                "The store of answers cannot be used now, and what was asked may not have been kept; the log says why. Try again later.");
        }
        catch (BadHttpRequestException e)
        {
            var (code, detail) = e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ("too-large", "The request is larger than this service takes.")
                : ("request", "The request is not whole, or not as HTTP wants it. Send it again.");
            await Write(context, e.StatusCode, code, detail);
        }
        catch (Exception e)
        {
            Failed(context, e);
            await Write(context, StatusCodes.Status500InternalServerError, PredictionError.Internal,
                "The service itself failed on this request; its log says why.");
        }
    };

    /// <summary>Logs what made a request fail.</summary>
    public static void Failed(HttpContext context, Exception exception)
    {
        if (LoggerOf(context) is { } logger) Log.Failed(logger, context.Request.Path, exception);
    }

    private static ILogger? LoggerOf(HttpContext context) =>
        context.RequestServices.GetService<ILoggerFactory>()?.CreateLogger(Log.Category);

    private static async Task Write(HttpContext context, int status, string code, string detail)
    {
        var response = context.Response;
        (response.StatusCode, response.ContentType) = (status, MediaType);
        await Json.Write(response, json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteString("code", code);
            json.WriteEndObject();
        });
    }
}
