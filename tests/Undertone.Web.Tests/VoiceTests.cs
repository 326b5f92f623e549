using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Web.Tests;

/// <summary>Speakers that a client makes known, and answers relative to them.</summary>
public sealed class VoiceTests : IAsyncLifetime
{
    private static readonly byte[] Neutral = File.ReadAllBytes(WebService.Clip);
    private static readonly byte[] Angry = File.ReadAllBytes(Repository.Of("samples", "audio", "angry-synthetic.wav"));
    private static readonly Lazy<EmotionRecognizer> Tiny = new(() => EmotionRecognizer.LoadBuiltIn("tiny"));
    private WebService _service = null!;

    public async Task InitializeAsync() =>
        _service = await WebService.Start(new UndertoneWebOptions { Enrollment = true });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_voice_is_enrolled_as_the_library_does_and_kept()
    {
        using var response = await Send("/v1/voices/anna", [("file", Neutral), ("file", Angry)]);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe("/v1/voices/anna");
        var said = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        var expected = Tiny.Value.Enroll("anna", [Clip(Neutral), Clip(Angry)]);
        said["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(expected.Warnings);
        said.Remove("warnings");
        JsonNode.DeepEquals(said, JsonNode.Parse(expected.Describe().ToJsonString())).ShouldBeTrue();
        var kept = _service.Voices.Load("anna");
        kept.Mean.ShouldBe(expected.Mean);

        using var again = await Send("/v1/voices/anna", [("file", Neutral)]);
        (await WebService.ProblemOf(again, 409)).ShouldBe("voice-exists");
        using var replaced = await Send("/v1/voices/anna?replace=true", [("file", Neutral)]);
        replaced.StatusCode.ShouldBe(HttpStatusCode.Created);
        _service.Voices.Load("anna").Clips.ShouldBe(1);

        using var gone = await _service.Client.DeleteAsync(new Uri("/v1/voices/anna", UriKind.Relative));
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        _service.Voices.Names().ShouldBeEmpty();
        using var nobody = await _service.Client.DeleteAsync(new Uri("/v1/voices/anna", UriKind.Relative));
        (await WebService.ProblemOf(nobody, 404)).ShouldBe("no-such-voice");
    }

    [Fact]
    public async Task A_voice_that_the_client_keeps_answers_as_the_library_does_and_leaves_nothing_here()
    {
        var voice = await Made();
        _service.Voices.Names().ShouldBeEmpty();
        foreach (var first in new[] { true, false })
        {
            (string, byte[])[] parts = first ? [("voice", voice), ("file", Angry)] : [("file", Angry), ("voice", voice)];
            using var response = await Send("/v1/predict", parts);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            var expected = Tiny.Value.Predict(Clip(Angry), Tiny.Value.Enroll("me", [Clip(Neutral), Clip(Angry)]));
            foreach (var (label, score) in expected.Scores)
                answer.RootElement.GetProperty("scores").GetProperty(label).GetDouble().ShouldBe(score);
            answer.RootElement.GetProperty("voice").GetProperty("name").GetString().ShouldBe("me");
        }

        using var segments = await Send("/v1/segments", [("file", Angry), ("voice", voice)]);
        segments.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await segments.Content.ReadAsStringAsync()).ShouldContain("\"voice\":{\"name\":\"me\"");
    }

    [Theory]
    [InlineData("name", "\"../me\"", 422)]
    [InlineData("name", "\"\\ud800\"", 422)]
    [InlineData("name", "7", 422)]
    [InlineData("clips", "0", 422)]
    [InlineData("clips", "1e300", 422)]
    [InlineData("sameAnswer", "2", 422)]
    [InlineData("seconds", "-1", 422)]
    [InlineData("mean", "[]", 422)]
    [InlineData("mean", "[1, 2]", 422)]
    [InlineData("mean", "[1, null]", 422)]
    [InlineData("mean", "[1e999]", 422)]
    [InlineData("modelFingerprint", "\"00\"", 422)]
    [InlineData("modelFingerprint", "\"0000000000000000000000000000000000000000000000000000000000000000\"", 422)]
    [InlineData("formatVersion", "2", 422)]
    public async Task A_voice_that_is_none_or_another_model_s_is_refused(string key, string value, int status)
    {
        var voice = JsonNode.Parse(await Made())!.AsObject();
        voice[key] = null;
        var text = voice.ToJsonString().Replace($"\"{key}\":null", $"\"{key}\":{value}", StringComparison.Ordinal);
        using var response = await Send("/v1/predict", [("file", Angry), ("voice", Encoding.UTF8.GetBytes(text))]);
        (await WebService.ProblemOf(response, status)).ShouldBe("voice");
    }

    [Fact]
    public async Task A_voice_with_numbers_that_no_speech_gives_is_refused()
    {
        var voice = JsonNode.Parse(await Made())!.AsObject();
        voice["mean"]![0] = 1e300;
        using var response = await Send("/v1/predict", [("file", Angry), ("voice", Encoding.UTF8.GetBytes(voice.ToJsonString()))]);
        (await WebService.ProblemOf(response, 422)).ShouldBe("voice");
    }

    [Fact]
    public async Task Two_voices_a_large_one_and_no_json_are_refused()
    {
        var voice = await Made();
        using var kept = await Send("/v1/voices/anna", [("file", Neutral)]);
        using var two = await Send("/v1/predict?voice=anna", [("file", Angry), ("voice", voice)]);
        (await WebService.ProblemOf(two, 400)).ShouldBe("option");
        using var large = await Send("/v1/predict", [("voice", new byte[(256 << 10) + 1]), ("file", Angry)]);
        (await WebService.ProblemOf(large, 413)).ShouldBe("too-large");
        using var text = await Send("/v1/predict", [("voice", "anna"u8.ToArray()), ("file", Angry)]);
        (await WebService.ProblemOf(text, 422)).ShouldBe("voice");
    }

    [Fact]
    public async Task Clips_that_say_nothing_are_refused_or_warned_of()
    {
        using var stream = new MemoryStream();
        WavWriter.Write(stream, new AudioClip(new float[32_000], 16_000));
        var silence = stream.ToArray();
        using var none = await Send("/v1/voices/anna", [("file", silence)]);
        (await WebService.ProblemOf(none, 422)).ShouldBe("voice");
        using var text = await Send("/v1/voices/anna", [("file", Neutral), ("file", "no audio"u8.ToArray())]);
        (await WebService.ProblemOf(text, 422)).ShouldBe("audio-format");
        using var empty = await Send("/v1/voices/anna", [("other", Neutral)]);
        (await WebService.ProblemOf(empty, 400)).ShouldBe("request");
        _service.Voices.Names().ShouldBeEmpty();
        using var some = await Send("/v1/voices/anna", [("file", silence), ("file", Neutral)]);
        var said = JsonNode.Parse(await some.Content.ReadAsStringAsync())!;
        said["clips"]!.GetValue<int>().ShouldBe(1);
        said["warnings"]![0]!.GetValue<string>().ShouldStartWith("nobody speaks in 1 of the clips");
    }

    [Fact]
    public async Task All_clips_together_have_the_size_of_one_upload()
    {
        await using var small = await WebService.Start(
            new UndertoneWebOptions { Enrollment = true, MaxUploadBytes = Neutral.Length + 1 });
        using var one = await Send("/v1/voices", [("file", Neutral)], small);
        one.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var two = await Send("/v1/voices", [("file", Neutral), ("file", Neutral)], small);
        (await WebService.ProblemOf(two, 413)).ShouldBe("too-large");
    }

    [Fact]
    public async Task Nothing_is_kept_where_that_is_not_allowed()
    {
        await using var service = await WebService.Start();
        using var kept = await Send("/v1/voices/anna", [("file", Neutral)], service);
        (await WebService.ProblemOf(kept, 403)).ShouldBe("enrollment");
        using var gone = await service.Client.DeleteAsync(new Uri("/v1/voices/anna", UriKind.Relative));
        (await WebService.ProblemOf(gone, 403)).ShouldBe("enrollment");
        using var made = await Send("/v1/voices?name=anna&neutral=true", [("file", Neutral)], service);
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        service.Voices.Names().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..%2Fanna")]
    [InlineData("con")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        using var response = await Send("/v1/voices/" + name, [("file", Neutral)]);
        ((int)response.StatusCode).ShouldBe(400);
        _service.Voices.Names().ShouldBeEmpty();
    }

    private static AudioClip Clip(byte[] bytes) => AudioClip.Load(new MemoryStream(bytes), "clip");

    private async Task<byte[]> Made()
    {
        using var response = await Send("/v1/voices?name=me", [("file", Neutral), ("file", Angry)]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var text = document.RootElement.GetProperty("voice").GetRawText();
        Voice.Parse(Encoding.UTF8.GetBytes(text)).Name.ShouldBe("me");
        return Encoding.UTF8.GetBytes(text);
    }

    private async Task<HttpResponseMessage> Send(string address, (string Field, byte[] Content)[] parts, WebService? service = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, content) in parts)
        {
            if (field == "file") form.Add(new ByteArrayContent(content), field, "clip.wav");
            else form.Add(new ByteArrayContent(content), field);
        }

        return await (service ?? _service).Client.PostAsync(new Uri(address, UriKind.Relative), form);
    }
}
