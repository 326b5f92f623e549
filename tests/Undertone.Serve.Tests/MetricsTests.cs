using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Undertone.Serve.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task What_was_asked_and_answered_is_counted()
    {
        // A process of its own: what is measured is measured of the whole process.
        await using var service = await ServeProcess.Start();
        const int answered = 3;
        var (audio, speech, emotion) = (0.0, 0.0, "");
        for (var i = 0; i < answered; i++)
        {
            using var response = await service.Send(await File.ReadAllBytesAsync(Service.Clip));
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            audio += answer.RootElement.GetProperty("durationSeconds").GetDouble();
            speech += answer.RootElement.GetProperty("quality").GetProperty("speechSeconds").GetDouble();
            emotion = answer.RootElement.GetProperty("emotion").GetString();
        }

        using var refused = await service.Client.GetAsync(new Uri("/v1/voices/nobody", UriKind.Relative));
        ((int)refused.StatusCode).ShouldBe(404);
        var lines = await Scrape(service);
        Value(lines, "undertone_web_answers_total", $"emotion=\"{emotion}\"", "source=\"file\"").ShouldBe(answered);
        Value(lines, "undertone_web_audio_duration_seconds_total", "source=\"file\"").ShouldBe(audio, 1e-6);
        Value(lines, "undertone_web_speech_duration_seconds_total", "source=\"file\"").ShouldBe(speech, 1e-6);
        Value(lines, "undertone_web_recordings").ShouldBe(0);
        Value(lines, "undertone_web_streams").ShouldBe(0);
        foreach (var stage in new[] { "receive", "wait", "answer" })
            Value(lines, "undertone_web_stage_duration_seconds_count", $"stage=\"{stage}\"").ShouldBe(answered);
        Value(lines, "http_server_request_duration_seconds_count", "http_route=\"/v1/predict\"", "code=\"200\"").ShouldBe(answered);
        Value(lines, "http_server_request_duration_seconds_count", "http_route=\"/v1/voices/{name}\"", "code=\"404\"").ShouldBe(1);
        Value(lines, "undertone_predictions_total").ShouldBe(answered);
        // Buckets that tell milliseconds apart.
        Value(lines, "undertone_web_stage_duration_seconds_bucket", "le=\"0.005\"", "stage=\"wait\"").ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Streams_are_counted_while_they_are_open_and_when_they_are_refused()
    {
        await using var service = await ServeProcess.Start(args: ["--max-streams", "1"]);
        var address = new UriBuilder(service.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/stream" }.Uri;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, default);
        using var second = new ClientWebSocket();
        await Should.ThrowAsync<WebSocketException>(() => second.ConnectAsync(address, default));
        var open = await Scrape(service);
        Value(open, "undertone_web_streams").ShouldBe(1);
        Value(open, "undertone_web_streams_refused_total").ShouldBe(1);

        var clip = await File.ReadAllBytesAsync(Service.Clip);
        await socket.SendAsync(clip.AsMemory(44), WebSocketMessageType.Binary, true, default);
        await socket.SendAsync("""{"type":"end"}"""u8.ToArray(), WebSocketMessageType.Text, true, default);
        var (answers, speech, uncertain) = (0, 0.0, 0);
        var buffer = new byte[1 << 14];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), default);
            if (message.MessageType == WebSocketMessageType.Close) break;
            using var answer = JsonDocument.Parse(buffer.AsMemory(0, message.Count));
            var root = answer.RootElement;
            answers++;
            if (root.GetProperty("uncertain").GetBoolean()) uncertain++;
            if (root.GetProperty("speech").GetBoolean())
                speech += root.GetProperty("endSeconds").GetDouble() - root.GetProperty("startSeconds").GetDouble();
        }

        var lines = await Scrape(service);
        answers.ShouldBeGreaterThan(1);
        Value(lines, "undertone_web_answers_total", "source=\"stream\"").ShouldBe(answers);
        if (uncertain > 0) Value(lines, "undertone_web_answers_total", "uncertain=\"true\"").ShouldBe(uncertain);
        Value(lines, "undertone_web_speech_duration_seconds_total", "source=\"stream\"").ShouldBe(speech, 1e-6);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        while (Value(await Scrape(service), "undertone_web_streams") > 0) await Task.Delay(50);
    }

    [Fact]
    public async Task A_collector_gets_them_where_the_environment_names_one()
    {
        using var collector = new HttpListener();
        var port = FreePort();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var received = Receive(collector);
        await using (var service = await ServeProcess.Start(environment: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }))
        {
            using var response = await service.Send(await File.ReadAllBytesAsync(Service.Clip));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await service.End()).ShouldBe(0);
        }

        collector.Stop();
        var text = await received;
        text.ShouldContain("undertone.web.answers");
        text.ShouldContain("undertone.predict");
    }

    private static async Task<string> Receive(HttpListener collector)
    {
        var all = new StringBuilder();
        try
        {
            while (true)
            {
                var context = await collector.GetContextAsync();
                using var bytes = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(bytes);
                all.Append(Encoding.Latin1.GetString(bytes.ToArray()));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return all.ToString();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string[]> Scrape(ServeProcess service)
    {
        using var response = await service.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        response.Content.Headers.ContentType!.ToString().ShouldStartWith("text/plain");
        return (await response.Content.ReadAsStringAsync()).Split('\n');
    }

    /// <summary>The sum of the values of a metric whose labels hold some.</summary>
    private static double Value(string[] lines, string name, params string[] labels)
    {
        // NAME{LABELS} VALUE, or NAME VALUE; a time may stand behind.
        var those = lines.Where(l => l.StartsWith(name, StringComparison.Ordinal) && l[name.Length..] is ['{' or ' ', ..])
            .Where(l => labels.All(w => l.Contains(w, StringComparison.Ordinal))).ToArray();
        those.ShouldNotBeEmpty($"{name} {string.Join(' ', labels)} in\n{string.Join('\n', lines)}");
        return those.Select(l => l[Math.Max(name.Length, l.LastIndexOf('}') + 1)..].Trim().Split(' ')[0])
            .Sum(v => double.Parse(v, CultureInfo.InvariantCulture));
    }
}
