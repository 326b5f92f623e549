using System.Net.Http.Headers;

namespace Undertone.Serve.Tests;

/// <summary>Bodies that are no recording, or nearly one: every one is answered, none with a fault of the service's own.</summary>
public sealed class MalformedTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(Service.Clip);

    private static readonly byte[][] Heads =
    [
        [.. "RIFF"u8], [.. "RF64"u8], [.. "FORM"u8], [.. "fLaC"u8], [.. "OggS"u8], [.. "ID3"u8], [0xFF, 0xFB, 0x90, 0], [.. "caff"u8],
        [0, 0, 0, 0x20, .. "ftypM4A "u8], [0x1A, 0x45, 0xDF, 0xA3], [.. "#EXTM3U\nhttp://127.0.0.1:9/x\n"u8], [.. ".snd"u8], [],
    ];

    [Fact]
    public Task Three_hundred_bodies() => Answered(300, seed: 1);

    [SlowFact]
    public Task Ten_thousand_bodies() => Answered(10_000, seed: 2);

    private static async Task Answered(int count, int seed)
    {
        const int clients = 4;
        await using var service = await Service.Start();
        var statuses = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Ask(service, count / clients, (seed * clients) + i)));
        // The bodies are of all kinds, or this tests nothing.
        statuses.SelectMany(s => s).Distinct().Order().ShouldBe([200, 400, 422]);
        using var next = await service.Send(HttpMethod.Post, "/v1/predict");
        ((int)next.StatusCode).ShouldBe(200);
    }

    private static async Task<HashSet<int>> Ask(Service service, int count, int seed)
    {
        var random = new Random(seed);
        var statuses = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            using var content = Body(random);
            var address = new Uri(random.Next(2) == 0 ? "/v1/predict" : "/v1/segments", UriKind.Relative);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.TransferEncodingChunked = random.Next(4) == 0;
            using var response = await service.Client.SendAsync(request);
            var status = (int)response.StatusCode;
            var text = await response.Content.ReadAsStringAsync();
            status.ShouldBeOneOf([200, 400, 413, 422], $"body {i} of seed {seed}: {text}");
            if (status != 200) (await Service.ProblemOf(response, status)).ShouldNotBeNullOrEmpty();
            text.ShouldNotContain("undertone-upload-");
            statuses.Add(status);
        }

        return statuses;
    }

    private static ByteArrayContent Body(Random random)
    {
        // Few that begin as other formats do or as none: each of them costs a process of ffmpeg.
        var body = random.Next(20) switch
        {
            < 9 => Changed(Clip[..random.Next(Clip.Length + 1)], random, random.Next(4)),
            < 17 => Changed((byte[])Clip.Clone(), random, 1 + random.Next(20), from: 12, within: 60),
            17 => Changed((byte[])Clip.Clone(), random, 1 + random.Next(20), within: 60),
            18 => [.. Heads[random.Next(Heads.Length)], .. Noise(random, random.Next(3000))],
            _ => Noise(random, random.Next(300)),
        };
        if (random.Next(3) != 0) return new ByteArrayContent(body);
        var head = System.Text.Encoding.ASCII.GetBytes(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n");
        byte[] form = [.. head, .. body, .. "\r\n--edge--\r\n"u8];
        form = Changed(form[..(form.Length - (random.Next(2) * random.Next(form.Length)))], random, random.Next(3), within: 120);
        var content = new ByteArrayContent(form);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=edge");
        return content;
    }

    private static byte[] Changed(byte[] bytes, Random random, int times, int from = 0, int within = int.MaxValue)
    {
        for (var i = 0; i < times && bytes.Length > from; i++)
            bytes[random.Next(from, Math.Min(within, bytes.Length))] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
