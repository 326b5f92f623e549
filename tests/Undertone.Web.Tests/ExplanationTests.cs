using System.Buffers;
using System.Text;
using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Explanations;
using Undertone.Sound.Audio;

namespace Undertone.Web.Tests;

/// <summary>Answers with what they rest on.</summary>
public sealed class ExplanationTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(WebService.Clip);
    private static readonly Lazy<EmotionRecognizer> Tiny = new(() => EmotionRecognizer.LoadBuiltIn("tiny"));

    [Theory]
    [InlineData("", true)]
    [InlineData("?occlusion=false", false)]
    [InlineData("?window=2&hop=0.5&smoothing=0", true)]
    public async Task An_explanation_is_that_of_the_library(string query, bool occlusion)
    {
        await using var service = await WebService.Start();
        using var response = await service.SendForm("/v1/explain" + query, Clip);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var segmenting = query.Contains("window", StringComparison.Ordinal)
            ? new StreamingOptions { WindowSeconds = 2, HopSeconds = 0.5, SmoothingSeconds = 0 }
            : StreamingOptions.Timeline;
        text.ShouldBe(Expected(new ExplanationOptions { Occlusion = occlusion, Segmenting = segmenting }));
        using var document = JsonDocument.Parse(text);
        var map = document.RootElement.GetProperty("occlusion");
        map.ValueKind.ShouldBe(occlusion ? JsonValueKind.Object : JsonValueKind.Null);
        if (occlusion) map.GetProperty("values").GetArrayLength().ShouldBe(map.GetProperty("columns").GetInt32());
    }

    [Fact]
    public async Task It_is_relative_to_a_voice_that_comes_along()
    {
        var voice = Tiny.Value.Enroll("me", [AudioClip.Load(WebService.Clip)]);
        await using var service = await WebService.Start();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Clip), "file", "neutral-synthetic.wav" },
            { new StringContent(voice.ToJson().ToJsonString()), "voice" },
        };
        using var response = await service.Client.PostAsync(new Uri("/v1/explain", UriKind.Relative), form);
        (await response.Content.ReadAsStringAsync()).ShouldBe(Expected(new ExplanationOptions { Voice = voice }));
    }

    [Fact]
    public async Task What_is_not_asked_for_or_cannot_be_is_refused()
    {
        await using var service = await WebService.Start();
        foreach (var query in new[] { "?tag=a", "?channels=split", "?occlusion=1", "?hop=0" })
        {
            using var bad = await service.SendForm("/v1/explain" + query, Clip);
            (await WebService.ProblemOf(bad, 400)).ShouldBe("option", query);
        }

        using var text = await service.SendForm("/v1/explain", "no audio"u8.ToArray());
        (await WebService.ProblemOf(text, 422)).ShouldBe("audio-format");
        await using var small = await WebService.Start(new UndertoneWebOptions { MaxDuration = TimeSpan.FromSeconds(1) });
        using var longer = await small.SendForm("/v1/explain", Clip);
        (await WebService.ProblemOf(longer, 413)).ShouldBe("too-long");
    }

    private static string Expected(ExplanationOptions options)
    {
        var batch = new BatchOptions { Segments = true, Segmenting = options.Segmenting, Voice = options.Voice };
        var answer = Tiny.Value.PredictFiles([WebService.Clip], batch).Single() with { File = "neutral-synthetic.wav" };
        var explanation = Explainer.Explain(Tiny.Value, answer, () => AudioReader.Open(WebService.Clip), options);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions)) ExplanationJson.Write(json, explanation);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
