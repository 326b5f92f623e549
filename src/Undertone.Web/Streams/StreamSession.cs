using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;
using Undertone.Web.Metrics;
using Undertone.Web.Requests;

namespace Undertone.Web.Streams;

/// <summary>
/// One stream from its opening to its end. It reads no message before the one before it is heard and answered, so that a client that sends
/// too fast or reads too slowly fills its own connection and no memory here.
/// </summary>
internal sealed class StreamSession(
    WebSocket socket, SessionStream stream, PcmBlocks blocks, StreamCapacity capacity, UndertoneWebOptions options,
    UndertoneWebMetrics metrics, CancellationToken aborted)
{
    private const int MessageBytes = 1 << 14;
    private const int MostTextBytes = 1024;

    /// <summary>The first message may be a text with a voice.</summary>
    private const int MostFirstTextBytes = AudioForm.MostVoiceBytes;

    /// <summary>How far ahead of real time a client may be: what it sends faster is heard later, so that others are not late.</summary>
    private const double AheadSeconds = 10;

    /// <summary>How far behind it may fall and make up for it.</summary>
    private const double BehindSeconds = 10;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    // Its own and not of a pool: a receive that was given up may still write into it.
    private readonly byte[] _buffer = new byte[MessageBytes];
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _begun = Stopwatch.GetTimestamp();
    private Task _receiving = Task.CompletedTask;

    /// <summary>Hears and answers until the client ends the stream, breaks it or falls silent, or the service stops.</summary>
    public async Task Run(CancellationToken stopping)
    {
        var (status, reason) = await Hear(stopping);
        if (status is null) return;
        try
        {
            // Nothing of a stream that broke a rule is answered any more.
            if (status is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable)
            {
                await Answer(await WhenInTurn(HearRest));
            }

            await Close(status.Value, reason);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException)
        {
            socket.Abort();
        }
        catch (Exception e) when (e is InvalidDataException or AudioFormatException)
        {
            await Close(WebSocketCloseStatus.InvalidPayloadData, e.Message);
        }
    }

    /// <summary>Takes messages until there are no more.</summary>
    /// <returns>How the stream is closed; no status where nobody is there to be told.</returns>
    private async Task<(WebSocketCloseStatus? Status, string Reason)> Hear(CancellationToken stopping)
    {
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                var message = await Receive(_buffer, stopping);
                if (message.MessageType == WebSocketMessageType.Close) return (WebSocketCloseStatus.NormalClosure, "");
                if (message.MessageType == WebSocketMessageType.Text)
                {
                    if (await Text(message, isFirst, stopping) is not { } end) continue;
                    return end;
                }

                ForgetSilence();
                blocks.Add(_buffer.AsSpan(0, message.Count));
                await Answer(await WhenInTurn(HearBlocks));
                await WaitForRealTime(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return (WebSocketCloseStatus.EndpointUnavailable, "The service stops. Connect again.");
        }
        catch (SilenceException)
        {
            return (WebSocketCloseStatus.PolicyViolation, "No message came for a long time.");
        }
        catch (Exception e) when (e is InvalidDataException or AudioFormatException or VoiceException)
        {
            return (WebSocketCloseStatus.InvalidPayloadData, e.Message);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException)
        {
            socket.Abort();
            return default;
        }
    }

    /// <summary>No more streams are at work at a time than there are processors: more would take memory and be done no sooner.</summary>
    private async ValueTask<IReadOnlyList<StreamingPrediction>> WhenInTurn(Func<IReadOnlyList<StreamingPrediction>> hear)
    {
        using (await capacity.Turn(aborted)) return hear();
    }

    private IReadOnlyList<StreamingPrediction> HearBlocks()
    {
        var answers = new List<StreamingPrediction>();
        while (blocks.TryRead(out var block)) answers.AddRange(stream.Recognizer.Push(block));
        return answers;
    }

    private IReadOnlyList<StreamingPrediction> HearRest() => [.. stream.Recognizer.Push(blocks.Rest()), .. stream.Recognizer.Complete()];

    private async ValueTask<ValueWebSocketReceiveResult> Receive(Memory<byte> into, CancellationToken stopping)
    {
        // A receive that is canceled ends the connection, and whoever is silent or has to be told of the end is still to get a farewell.
        var receiving = socket.ReceiveAsync(into, aborted);
        if (receiving.IsCompleted) return await receiving;
        var waiting = receiving.AsTask();
        _receiving = waiting;
        try
        {
            return await waiting.WaitAsync(options.StreamIdleTimeout, stopping);
        }
        catch (TimeoutException)
        {
            throw new SilenceException();
        }
    }

    /// <summary>Takes a text: the end, or the speaker's voice before anything else.</summary>
    /// <returns>How the stream is closed; null where it goes on.</returns>
    private async Task<(WebSocketCloseStatus? Status, string Reason)?> Text(
        ValueWebSocketReceiveResult message, bool isFirst, CancellationToken stopping)
    {
        var most = isFirst ? MostFirstTextBytes : MostTextBytes;
        var text = new ArrayBufferWriter<byte>();
        text.Write(_buffer.AsSpan(0, message.Count));
        while (!message.EndOfMessage && text.WrittenCount <= most)
        {
            message = await Receive(_buffer, stopping);
            text.Write(_buffer.AsSpan(0, message.Count));
        }

        if (text.WrittenCount > most)
            return (WebSocketCloseStatus.MessageTooBig, FormattableString.Invariant($"This text may have at most {most} bytes."));
        switch (StreamText.Read(text.WrittenMemory, out var voice))
        {
            case StreamText.Kind.End:
                return (WebSocketCloseStatus.NormalClosure, "");
            case StreamText.Kind.Voice when isFirst:
                stream.Take(voice!);
                return null;
            case StreamText.Kind.Voice:
                return (WebSocketCloseStatus.InvalidMessageType, "A voice comes as the first message, before any sound.");
            default:
                return (WebSocketCloseStatus.InvalidMessageType, """Send sound as binary messages, and {"type": "end"} to end.""");
        }
    }

    private async ValueTask Answer(IReadOnlyList<StreamingPrediction> answers)
    {
        foreach (var answer in answers)
        {
            metrics.Answered(answer);
            _line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_line, PredictionJson.LineOptions)) PredictionJson.Write(json, answer);
            var sending = socket.SendAsync(_line.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, aborted);
            // A client that does not read its answers is left.
            if (sending.IsCompleted) await sending;
            else await sending.AsTask().WaitAsync(options.StreamIdleTimeout, aborted);
        }
    }

    private double AheadOfRealTime() => stream.Recognizer.HeardSeconds - Stopwatch.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>
    /// Of the time in which nothing came no more than a connection loses counts, or it would be made up for at once, at the cost of others.
    /// </summary>
    private void ForgetSilence()
    {
        var behind = -AheadOfRealTime() - BehindSeconds;
        if (behind > 0) _begun += (long)(behind * Stopwatch.Frequency);
    }

    private async ValueTask WaitForRealTime(CancellationToken stopping)
    {
        var ahead = AheadOfRealTime();
        if (ahead <= AheadSeconds) return;
        await Task.Delay(TimeSpan.FromSeconds(ahead - AheadSeconds), stopping).WaitAsync(aborted);
    }

    /// <summary>Says why, and waits a moment for the client to have read it.</summary>
    private async Task Close(WebSocketCloseStatus status, string reason)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        end.CancelAfter(Farewell);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, Short(reason), end.Token);
            await _receiving.WaitAsync(end.Token);
            while (socket.State == WebSocketState.CloseSent) await socket.ReceiveAsync(_buffer.AsMemory(), end.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    /// <summary>A reason has at most 123 bytes.</summary>
    private static string Short(string reason)
    {
        const int most = 123;
        while (System.Text.Encoding.UTF8.GetByteCount(reason) > most) reason = reason[..^1];
        return reason;
    }

    /// <summary>No message came in time.</summary>
    private sealed class SilenceException : Exception;
}
