using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Undertone.Web.Tests;

/// <summary>Every refusal is a problem document, and what comes next is answered.</summary>
public sealed class RefusalTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(WebService.Clip);

    [Theory]
    [InlineData("top=3")]
    [InlineData("voice=a&voice=b")]
    [InlineData("windw=3")]
    [InlineData("window=0")]
    [InlineData("window=61")]
    [InlineData("window=NaN")]
    [InlineData("hop=one")]
    [InlineData("hop=")]
    [InlineData("smoothing=-1")]
    [InlineData("smoothing=1,5")]
    [InlineData("window=1&hop=2")]
    [InlineData("merge=yes")]
    [InlineData("channels=left")]
    [InlineData("format=xml")]
    public async Task Options_that_cannot_be_are_refused(string query)
    {
        await using var service = await WebService.Start();
        using var response = await service.SendForm("/v1/segments?" + query, Clip);
        (await WebService.ProblemOf(response, 400)).ShouldBe("option");
        await Answers(service);
    }

    [Fact]
    public async Task Options_of_segments_are_none_of_predict()
    {
        await using var service = await WebService.Start();
        using var response = await service.SendForm("/v1/predict?hop=1", Clip);
        (await WebService.ProblemOf(response, 400)).ShouldBe("option");
    }

    [Fact]
    public async Task Unknown_addresses_methods_and_types_are_refused()
    {
        await using var service = await WebService.Start();
        using var nowhere = await service.Client.GetAsync(new Uri("/v1/nowhere", UriKind.Relative));
        (await WebService.ProblemOf(nowhere, 404)).ShouldBe("no-such-endpoint");
        foreach (var path in new[] { "/v1/predict", "/v1/segments" })
        {
            using var got = await service.Client.GetAsync(new Uri(path, UriKind.Relative));
            (await WebService.ProblemOf(got, 405)).ShouldBe("method");
            got.Content.Headers.Allow.ShouldBe(["POST"]);
        }

        foreach (var path in new[] { "/v1/models", "/v1/models/tiny", "/v1/studio", "/healthz", "/readyz" })
        {
            using var posted = await service.SendBody(path, [1]);
            (await WebService.ProblemOf(posted, 405)).ShouldBe("method");
            posted.Content.Headers.Allow.ShouldBe(["GET"]);
        }

        service.Client.DefaultRequestHeaders.Add("Accept", "application/pdf");
        using var pdf = await service.SendForm("/v1/segments", Clip);
        (await WebService.ProblemOf(pdf, 406)).ShouldBe("format");
    }

    [Fact]
    public async Task Bodies_without_audio_are_refused()
    {
        await using var service = await WebService.Start();
        using (var none = await service.SendBody("/v1/predict", [])) (await WebService.ProblemOf(none, 400)).ShouldBe("request");
        using (var empty = await service.SendForm("/v1/predict", [])) (await WebService.ProblemOf(empty, 400)).ShouldBe("request");
        using (var other = await service.SendForm("/v1/predict", Clip, field: "audio"))
            (await WebService.ProblemOf(other, 400)).ShouldBe("request");
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data", "--x\r\n"), ("multipart/form-data; boundary=x", "no form"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file\r\n\r\nRIFF"),
            ("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\nRIFF\r\n--x--\r\n"),
        })
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await service.Client.PostAsync(new Uri("/v1/predict", UriKind.Relative), content);
            (await WebService.ProblemOf(response, 400)).ShouldBe("request", body);
        }

        await Answers(service);
    }

    [Fact]
    public async Task Damaged_audio_is_told_by_the_name_of_the_upload()
    {
        await using var service = await WebService.Start();
        foreach (var name in new[] { "call.wav", "../../etc/call.wav", "C:\\x\\call.wav" })
        {
            using var text = await service.SendForm("/v1/predict", "this is text"u8.ToArray(), name);
            (await WebService.ProblemOf(text, 422)).ShouldBe("audio-format");
            (await text.Content.ReadAsStringAsync()).ShouldContain("\"detail\":\"call.wav: this is text, not audio");
        }

        using var cut = await service.SendForm("/v1/segments", Clip[..(Clip.Length / 2)]);
        (await WebService.ProblemOf(cut, 422)).ShouldBe("audio-format");
        await Answers(service);
    }

    [Fact]
    public async Task Files_that_are_too_large_are_refused_however_they_come()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxUploadBytes = Clip.Length });
        foreach (var size in new[] { Clip.Length + 1, Clip.Length + 70_000 })
        {
            using var form = await service.SendForm("/v1/predict", new byte[size]);
            (await WebService.ProblemOf(form, 413)).ShouldBe("too-large");
            using var body = await service.SendBody("/v1/predict", new byte[size]);
            (await WebService.ProblemOf(body, 413)).ShouldBe("too-large");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/predict", UriKind.Relative))
        {
            Content = new ByteArrayContent(new byte[Clip.Length + 1]),
        };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await service.Client.SendAsync(request);
        (await WebService.ProblemOf(chunked, 413)).ShouldBe("too-large");
        await Answers(service);
    }

    [Fact]
    public async Task Recordings_that_are_too_long_are_refused_by_their_header()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxDuration = TimeSpan.FromSeconds(0.5) });
        foreach (var address in new[] { "/v1/predict", "/v1/segments" })
        {
            using var response = await service.SendForm(address, Clip);
            (await WebService.ProblemOf(response, 413)).ShouldBe("too-long");
        }
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { RequestTimeout = TimeSpan.FromTicks(1) });
        using var response = await service.SendForm("/v1/predict", Clip);
        (await WebService.ProblemOf(response, 504)).ShouldBe("timeout");
    }

    [Fact]
    public async Task Clients_that_vanish_in_mid_upload_harm_nobody()
    {
        await using var service = await WebService.Start();
        var port = service.Client.BaseAddress!.Port;
        var head = string.Create(
            CultureInfo.InvariantCulture, $"POST /v1/predict HTTP/1.1\r\nHost: a\r\nContent-Length: {Clip.Length}\r\n\r\n");
        foreach (var length in new[] { 0, 1, 44, Clip.Length - 1 })
        {
            using var socket = new TcpClient("127.0.0.1", port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(Clip.AsMemory(0, length));
        }

        await Answers(service);
    }

    private static async Task Answers(WebService service)
    {
        using var response = await service.SendForm("/v1/predict", Clip);
        ((int)response.StatusCode).ShouldBe(200);
    }
}
