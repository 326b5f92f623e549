using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Undertone.Sound.Audio;

namespace Undertone.LoadTest;

/// <summary>
/// Streams at the pace of speech, in messages of 50 ms. An answer is late by the time from the sending of the last sample that it needs to
/// its arrival.
/// </summary>
internal static class StreamLoad
{
    private const int RateHz = 16000;
    private const int BlockSamples = RateHz / 20;
    private const double WindowSeconds = 3;
    private static readonly TimeSpan Opening = TimeSpan.FromMilliseconds(20);

    public static async Task<string> Run(Uri url, int streams, TimeSpan time, string[] files, ServerProcess server)
    {
        var sounds = files.Select(Pcm).ToArray();
        var (tally, refused, open) = (new Tally(), 0, new List<ClientWebSocket>());
        // The first opening waits until the service knows what a stream costs.
        if (await Open(url) is not { } first) return "stream: not even one";
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        first.Dispose();
        server.Begin();
        var before = server.MemoryMB;
        using var end = new CancellationTokenSource();
        var running = new List<Task>();
        for (var i = 0; i < streams; i++)
        {
            if (await Open(url) is not { } socket)
            {
                refused++;
                continue;
            }

            open.Add(socket);
            running.Add(Speak(socket, sounds[i % sounds.Length], tally, end.Token));
            // Not all in step, as strangers are not.
            await Task.Delay(Opening);
        }

        await Task.Delay(time / 2);
        var middle = server.MemoryMB;
        await Task.Delay(time / 2);
        var (processors, after) = (server.Processors, server.MemoryMB);
        await end.CancelAsync();
        await Task.WhenAll(running);
        foreach (var socket in open) socket.Dispose();
        return FormattableString.Invariant(
            $"stream asked={streams} open={open.Count} refused={refused} answers={tally.Count} late: {tally} ")
            + ServerProcess.Text(processors, before, middle, after);
    }

    private static async Task<ClientWebSocket?> Open(Uri url)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(url, default);
            return socket;
        }
        catch (WebSocketException) when ((int)socket.HttpStatusCode == 429)
        {
            socket.Dispose();
            return null;
        }
    }

    private static async Task Speak(ClientWebSocket socket, byte[] sound, Tally tally, CancellationToken end)
    {
        var begun = Stopwatch.GetTimestamp();
        var listening = Listen(socket, begun, tally);
        try
        {
            for (long block = 0; !end.IsCancellationRequested; block++)
            {
                var wait = TimeSpan.FromSeconds((block + 1) * 0.05) - Stopwatch.GetElapsedTime(begun);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, CancellationToken.None);
                var at = (int)(block * BlockSamples * 2 % (sound.Length - (BlockSamples * 2)));
                var bytes = sound.AsMemory(at & ~1, BlockSamples * 2);
                await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            await listening;
        }
        catch (WebSocketException e)
        {
            tally.Other($"{e.WebSocketErrorCode}");
        }
    }

    private static async Task Listen(ClientWebSocket socket, long begun, Tally tally)
    {
        var buffer = new byte[1 << 14];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult message;
            do
            {
                message = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                length += message.Count;
            }
            while (!message.EndOfMessage);
            if (message.MessageType == WebSocketMessageType.Close)
            {
                if (socket.CloseStatus != WebSocketCloseStatus.NormalClosure) tally.Other($"close {socket.CloseStatus}");
                return;
            }

            using var answer = JsonDocument.Parse(buffer.AsMemory(0, length));
            var from = answer.RootElement.GetProperty("startSeconds").GetDouble();
            var to = answer.RootElement.GetProperty("endSeconds").GetDouble();
            // Of the last answers, which come at the end without their windows being full, none is late.
            var due = Math.Max(to, ((from + to) / 2) + (WindowSeconds / 2));
            var late = Stopwatch.GetElapsedTime(begun).TotalSeconds - due;
            if (socket.State == WebSocketState.Open) tally.Add(Math.Max(0, late) * 1000);
        }
    }

    private static byte[] Pcm(string file)
    {
        var samples = AudioClip.Load(file, RateHz).Samples;
        // At least ten seconds, so that there is something to be cut.
        var repeated = Enumerable.Repeat(samples, 1 + (10 * RateHz / samples.Length)).SelectMany(s => s);
        return [.. repeated.SelectMany(s => BitConverter.GetBytes((short)(s * 32767)))];
    }
}
