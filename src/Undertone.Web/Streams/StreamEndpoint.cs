using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Web.Endpoints;
using Undertone.Web.Metrics;
using Undertone.Web.Problems;
using Undertone.Web.Requests;

namespace Undertone.Web.Streams;

/// <summary>
/// <c>WS /v1/stream</c>: sound comes as binary messages, answers go as text, a line of <c>undertone listen --json</c> each.
/// </summary>
/// <param name="options">Limits and voices.</param>
/// <param name="capacity">How many streams there may be.</param>
/// <param name="metrics">What is measured.</param>
internal sealed class StreamEndpoint(UndertoneWebOptions options, StreamCapacity capacity, UndertoneWebMetrics metrics)
{
    /// <summary>The subprotocol, for clients that name one.</summary>
    public const string Subprotocol = "undertone.v1";

    private const string RetryAfterSeconds = "5";

    /// <summary>Answers a request.</summary>
    public async Task Stream(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.Connection = "Upgrade";
            throw new RefusedException(
                StatusCodes.Status426UpgradeRequired, "websocket", "This address takes WebSockets only. Open it with ws:// or wss://.");
        }

        var request = new StreamRequest(context.Request);
        var recognizer = context.RequestServices.GetRequiredService<IEmotionRecognizer>();
        var named = request.Voice is { } name ? VoiceEndpoints.Load(options.Voices, name) : null;
        using var stream = new SessionStream(
            Open(recognizer, request, named), named is null ? voice => Opened(recognizer, request, voice) : null);
        using var place = await capacity.TryEnter(recognizer, request, context.RequestAborted);
        if (place is null)
        {
            metrics.StreamRefused();
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            throw new RefusedException(
                StatusCodes.Status429TooManyRequests, "streams", "As many streams are open as this machine carries. Try again later.");
        }

        var protocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        using var blocks = new PcmBlocks(request.Format);
        var stopping = context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        await new StreamSession(socket, stream, blocks, capacity, options, metrics, context.RequestAborted).Run(stopping);
    }

    private static StreamingRecognizer Open(IEmotionRecognizer recognizer, StreamRequest request, Voice? voice)
    {
        try
        {
            return Opened(recognizer, request, voice);
        }
        catch (InvalidDataException e)
        {
            throw QueryOptions.Refused($"The model cannot hear this sound: {e.Message}");
        }
        catch (VoiceException e)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "voice", e.Message);
        }
    }

    private static StreamingRecognizer Opened(IEmotionRecognizer recognizer, StreamRequest request, Voice? voice) =>
        recognizer.OpenStream(request.Format.SampleRateHz, request.Segmenting with { Voice = voice });
}
