using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;
using Undertone.Sound.Capture;

namespace Undertone.Web.Tests;

public sealed class StreamTests
{
    private static readonly byte[] End = """{"type": "end"}"""u8.ToArray();

    [Theory]
    [InlineData("s16le", 16000, 1, 1600, "")]
    [InlineData("s16le", 16000, 1, 1, "")]
    [InlineData("s16le", 44100, 2, 4095, "&hop=0.3&window=1.5")]
    [InlineData("f32le", 48000, 1, 70001, "&smoothing=0")]
    [InlineData("mulaw", 8000, 1, 333, "&hop=4")]
    public async Task Answers_are_those_of_the_streaming_recognizer_wherever_messages_end(
        string encoding, int rateHz, int channels, int messageBytes, string more)
    {
        var format = new RawPcmFormat { Encoding = encoding, SampleRateHz = rateHz, Channels = channels };
        var bytes = Pcm(format);
        await using var service = await WebService.Start();
        using var socket = await Open(service, $"?rate={rateHz}&encoding={encoding}&channels={channels}{more}");
        // A frame that is not whole is left out.
        var sent = messageBytes == 1 ? bytes[..20_001] : bytes;
        for (var at = 0; at < sent.Length; at += messageBytes)
            await socket.SendAsync(sent.AsMemory(at, Math.Min(messageBytes, sent.Length - at)), WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(End, WebSocketMessageType.Text, true, default);
        var (answers, status, _) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.NormalClosure);
        answers.ShouldBe(Expected(sent, format, more));
        answers.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_close_is_an_end_and_messages_may_come_in_parts()
    {
        var bytes = Pcm(new RawPcmFormat());
        await using var service = await WebService.Start();
        using var socket = await Open(service, "");
        for (var at = 0; at < bytes.Length; at += 999)
        {
            var isLast = at + 999 >= bytes.Length;
            await socket.SendAsync(bytes.AsMemory(at, Math.Min(999, bytes.Length - at)), WebSocketMessageType.Binary, isLast, default);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        var (answers, status, _) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.NormalClosure);
        answers.ShouldBe(Expected(bytes, new RawPcmFormat(), ""));
    }

    [Fact]
    public async Task The_subprotocol_is_taken_and_no_other()
    {
        await using var service = await WebService.Start();
        using var named = await Open(service, "", "undertone.key.c2VjcmV0", "undertone.v1");
        named.SubProtocol.ShouldBe("undertone.v1");
        using var other = await Open(service, "");
        other.SubProtocol.ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"type\": \"stop\"}", WebSocketCloseStatus.InvalidMessageType)]
    [InlineData("{\"type\": 1}", WebSocketCloseStatus.InvalidMessageType)]
    [InlineData("end", WebSocketCloseStatus.InvalidMessageType)]
    [InlineData("", WebSocketCloseStatus.InvalidMessageType)]
    public async Task Another_text_closes_the_stream(string text, WebSocketCloseStatus status)
    {
        await using var service = await WebService.Start();
        using var socket = await Open(service, "");
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
        (await Read(socket)).Status.ShouldBe(status);
        await Works(service);
    }

    [Fact]
    public async Task A_long_text_closes_the_stream()
    {
        await using var service = await WebService.Start();
        using var socket = await Open(service, "");
        await socket.SendAsync(Blanks((256 << 10) + 1), WebSocketMessageType.Text, true, default);
        (await Read(socket)).Status.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        using var later = await Open(service, "");
        await later.SendAsync(new byte[2], WebSocketMessageType.Binary, true, default);
        await later.SendAsync(Blanks(1025), WebSocketMessageType.Text, true, default);
        (await Read(later)).Status.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        await Works(service);

        static byte[] Blanks(int count) => [.. Enumerable.Repeat((byte)' ', count)];
    }

    [Fact]
    public async Task The_first_message_may_be_the_speaker_s_voice()
    {
        using var tiny = EmotionRecognizer.LoadBuiltIn("tiny");
        var voice = tiny.Enroll("me", [AudioClip.Load(WebService.Clip)]);
        var bytes = Pcm(new RawPcmFormat());
        await using var service = await WebService.Start();
        using var socket = await Open(service, "");
        await socket.SendAsync(Said(voice.ToJson().ToJsonString()), WebSocketMessageType.Text, true, default);
        await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(End, WebSocketMessageType.Text, true, default);
        var (answers, status, _) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.NormalClosure);
        answers.ShouldNotBeEmpty();
        answers.Where(a => a.Contains("\"speech\":true", StringComparison.Ordinal)).ShouldAllBe(a => a.Contains("\"name\":\"me\""));
        answers.ShouldNotBe(Expected(bytes, new RawPcmFormat(), ""));

        service.Voices.Save(voice);
        using var named = await Open(service, "?voice=me");
        await named.SendAsync(Said(voice.ToJson().ToJsonString()), WebSocketMessageType.Text, true, default);
        (await Read(named)).Status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);

        using var late = await Open(service, "");
        await late.SendAsync(new byte[2], WebSocketMessageType.Binary, true, default);
        await late.SendAsync("""{"type":"voice","voice":{}}"""u8.ToArray(), WebSocketMessageType.Text, true, default);
        (await Read(late)).Status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);

        static byte[] Said(string json) => Encoding.UTF8.GetBytes($$"""{"type":"voice","voice":{{json}}}""");
    }

    [Theory]
    [InlineData("{\"type\":\"voice\"}")]
    [InlineData("{\"type\":\"voice\",\"voice\":7}")]
    [InlineData("{\"type\":\"voice\",\"voice\":{\"name\":\"me\"}}")]
    public async Task A_voice_that_is_none_closes_the_stream(string text)
    {
        await using var service = await WebService.Start();
        using var socket = await Open(service, "");
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
        var (_, status, reason) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
        reason.ShouldNotBeNullOrEmpty();
        await Works(service);
    }

    [Theory]
    [InlineData("f32le", new byte[] { 0, 0, 192, 127 })]
    [InlineData("s16le", new byte[] { (byte)'R', (byte)'I', (byte)'F', (byte)'F' })]
    public async Task Sound_that_is_none_closes_the_stream_with_a_reason(string encoding, byte[] head)
    {
        await using var service = await WebService.Start();
        using var socket = await Open(service, $"?encoding={encoding}");
        await socket.SendAsync((byte[])[.. head, .. new byte[8000]], WebSocketMessageType.Binary, true, default);
        var (answers, status, reason) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
        reason.ShouldNotBeNullOrEmpty();
        answers.ShouldBeEmpty();
        await Works(service);
    }

    [Theory]
    [InlineData("?rate=50", 400, "option")]
    [InlineData("?rate=fast", 400, "option")]
    [InlineData("?encoding=mp3", 400, "option")]
    [InlineData("?channels=65", 400, "option")]
    [InlineData("?hop=0", 400, "option")]
    [InlineData("?window=0.2&hop=0.3", 400, "option")]
    [InlineData("?sample_rate=16000", 400, "option")]
    [InlineData("?voice=nobody", 404, "no-such-voice")]
    public async Task A_bad_request_is_refused_before_it_is_a_stream(string query, int status, string code)
    {
        await using var service = await WebService.Start();
        using var response = await Refused(service, query);
        (await WebService.ProblemOf(response, status)).ShouldBe(code);
    }

    [Fact]
    public async Task An_ordinary_request_is_told_to_upgrade()
    {
        await using var service = await WebService.Start();
        using var response = await service.Client.GetAsync(new Uri("/v1/stream", UriKind.Relative));
        (await WebService.ProblemOf(response, 426)).ShouldBe("websocket");
        response.Headers.Upgrade.ToString().ShouldBe("websocket");
    }

    [Fact]
    public async Task A_stream_beyond_the_limit_is_refused_until_another_ends_however_it_ends()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxStreams = 1 });
        Func<ClientWebSocket, Task>[] ends =
        [
            async s => await s.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default),
            async s =>
            {
                await s.SendAsync(End, WebSocketMessageType.Text, true, default);
                await Read(s);
            },
            async s =>
            {
                await s.SendAsync("?"u8.ToArray(), WebSocketMessageType.Text, true, default);
                await Read(s);
            },
            s =>
            {
                s.Abort();
                return Task.CompletedTask;
            },
            async s =>
            {
                await s.SendAsync(new byte[2000], WebSocketMessageType.Binary, endOfMessage: false, default);
                s.Abort();
            },
        ];
        foreach (var end in ends)
        {
            using var first = await OpenSoon(service);
            using var refused = await Refused(service, "");
            (await WebService.ProblemOf(refused, 429)).ShouldBe("streams");
            refused.Headers.RetryAfter.ShouldNotBeNull();
            await end(first);
        }

        using var last = await OpenSoon(service);
    }

    [Fact]
    public async Task Half_a_frame_and_a_vanished_client_cost_nobody_else_anything()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxStreams = 1 });
        var uri = service.Client.BaseAddress!;
        using (var client = new TcpClient(uri.Host, uri.Port))
        {
            var wire = client.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/stream HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
            var head = new byte[12];
            await wire.ReadExactlyAsync(head);
            Encoding.ASCII.GetString(head).ShouldBe("HTTP/1.1 101");
            // A masked binary frame of 1000 bytes of which two come.
            await wire.WriteAsync((byte[])[0x82, 0xFE, 0x03, 0xE8, 1, 2, 3, 4, 9, 9]);
        }

        using var next = await OpenSoon(service);
        (await Converse(next)).ShouldBe(Expected(Pcm(new RawPcmFormat()), new RawPcmFormat(), ""));
    }

    [Fact]
    public async Task A_silent_client_is_closed()
    {
        await using var service = await WebService.Start(
            new UndertoneWebOptions { MaxStreams = 1, StreamIdleTimeout = TimeSpan.FromMilliseconds(300) });
        using var socket = await Open(service, "");
        (await Read(socket)).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        using var next = await OpenSoon(service);
    }

    [Fact]
    public async Task A_text_that_never_ends_holds_no_place()
    {
        await using var service = await WebService.Start(
            new UndertoneWebOptions { MaxStreams = 1, StreamIdleTimeout = TimeSpan.FromMilliseconds(300) });
        using var socket = await Open(service, "");
        await socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, default);
        (await Read(socket)).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        using var next = await OpenSoon(service);
    }

    [Fact]
    public async Task Who_sends_faster_than_sound_goes_is_heard_at_its_pace_beyond_ten_seconds()
    {
        await using var service = await WebService.Start();
        using var socket = await Open(service, "?rate=1000&hop=1&window=1");
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        await socket.SendAsync(new byte[2 * 1000 * 13], WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(End, WebSocketMessageType.Text, true, default);
        (await Read(socket)).Answers.Length.ShouldBe(13);
        // Ten seconds at once, the other three as they go: no machine is too slow for that.
        System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds.ShouldBeGreaterThan(2.9);
    }

    [Fact]
    public async Task A_service_that_stops_answers_what_it_has_heard_and_says_so()
    {
        var bytes = Pcm(new RawPcmFormat());
        var service = await WebService.Start();
        using var socket = await Open(service, "");
        await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, default);
        // One answer has come, so that all bytes have.
        var first = await Line(socket);
        var stopping = service.DisposeAsync().AsTask();
        var (rest, status, _) = await Read(socket);
        status.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stopping;
        string[] all = [first!, .. rest];
        all.ShouldBe(Expected(bytes, new RawPcmFormat(), "").Take(all.Length));
        all.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_streams_cost_is_measured_and_limits_them()
    {
        await using var service = await WebService.Start();
        // So many answers a second that nothing carries them.
        using var refused = await Refused(service, "?rate=1000000&channels=64&hop=0.1&window=60");
        (await WebService.ProblemOf(refused, 429)).ShouldBe("streams");
        using var socket = await Open(service, "");
        (await Converse(socket)).Length.ShouldBeGreaterThan(1);
    }

    private static byte[] Pcm(RawPcmFormat format)
    {
        var clip = AudioClip.Load(WebService.Clip, format.SampleRateHz);
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var sample in clip.Samples)
        {
            for (var c = 0; c < format.Channels; c++)
            {
                if (format.Encoding == "f32le") writer.Write(sample);
                else if (format.Encoding == "mulaw") writer.Write((byte)(127 - (sample * 100)));
                else writer.Write((short)(sample * 32767 * (c == 0 ? 1 : 0.3f)));
            }
        }

        return bytes.ToArray();
    }

    private static string[] Expected(byte[] bytes, RawPcmFormat format, string more)
    {
        var given = more.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('='))
            .ToDictionary(o => o[0], o => double.Parse(o[1], System.Globalization.CultureInfo.InvariantCulture));
        var standard = new StreamingOptions();
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        using var stream = new StreamingRecognizer(recognizer, format.SampleRateHz, standard with
        {
            HopSeconds = given.GetValueOrDefault("hop", standard.HopSeconds),
            WindowSeconds = given.GetValueOrDefault("window", Math.Max(standard.WindowSeconds, given.GetValueOrDefault("hop"))),
            SmoothingSeconds = given.GetValueOrDefault("smoothing", standard.SmoothingSeconds),
        });
        var reader = new RawPcmReader(new MemoryStream(bytes), "the bytes", format);
        var block = new float[format.SampleRateHz / 20];
        var answers = new List<StreamingPrediction>();
        for (var read = block.Length; read == block.Length;)
        {
            read = reader.Read(block);
            answers.AddRange(stream.Push(block.AsSpan(0, read)));
        }

        answers.AddRange(stream.Complete());
        return [.. answers.Select(Text)];
    }

    private static string Text(StreamingPrediction answer)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions)) PredictionJson.Write(json, answer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static Uri Address(WebService service, string query) =>
        new UriBuilder(service.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/stream", Query = query }.Uri;

    private static async Task<ClientWebSocket> Open(WebService service, string query, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols) socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(Address(service, query), default);
        return socket;
    }

    /// <summary>Opens a stream when there is room, which is some moments after another has ended.</summary>
    private static async Task<ClientWebSocket> OpenSoon(WebService service)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Open(service, "");
            }
            catch (WebSocketException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>What is answered to an opening that is refused.</summary>
    private static async Task<HttpResponseMessage> Refused(WebService service, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/stream" + query, UriKind.Relative));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await service.Client.SendAsync(request);
    }

    private static async Task Works(WebService service)
    {
        using var socket = await Open(service, "");
        (await Converse(socket)).Length.ShouldBeGreaterThan(1);
    }

    private static async Task<string[]> Converse(ClientWebSocket socket)
    {
        await socket.SendAsync(Pcm(new RawPcmFormat()), WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(End, WebSocketMessageType.Text, true, default);
        return (await Read(socket)).Answers;
    }

    private static async Task<(string[] Answers, WebSocketCloseStatus? Status, string? Reason)> Read(ClientWebSocket socket)
    {
        var answers = new List<string>();
        while (await Line(socket) is { } line) answers.Add(line);
        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        return ([.. answers], socket.CloseStatus, socket.CloseStatusDescription);
    }

    private static async Task<string?> Line(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var line = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (message.MessageType == WebSocketMessageType.Close) return null;
            line.Write(buffer, 0, message.Count);
            if (message.EndOfMessage) return Encoding.UTF8.GetString(line.ToArray());
        }
    }
}
