using System.Text.Json;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Web.Tests;

/// <summary>What the service says of itself, its models and its voices.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task The_model_is_the_loaded_one()
    {
        await using var service = await WebService.Start();
        var root = await Get(service, "/v1/models");
        var manifest = EmotionRecognizer.LoadBuiltIn("tiny").Manifest;
        var model = root.GetProperty("models").EnumerateArray().ShouldHaveSingleItem();
        model.GetProperty("name").GetString().ShouldBe(manifest.Name);
        model.GetProperty("version").GetString().ShouldBe(manifest.Version);
        model.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!).ShouldBe(manifest.Labels);
    }

    [Fact]
    public async Task It_is_healthy_and_ready()
    {
        await using var service = await WebService.Start();
        (await Get(service, "/healthz")).GetProperty("status").GetString().ShouldBe("healthy");
        (await Get(service, "/readyz")).GetProperty("status").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task It_is_healthy_but_not_ready_without_its_model()
    {
        var model = Path.GetTempFileName();
        try
        {
            await using var service = await WebService.Start(configure: o => o.Model = model);
            (await Get(service, "/healthz")).GetProperty("status").GetString().ShouldBe("healthy");
            using var response = await service.Client.GetAsync(new Uri("/readyz", UriKind.Relative));
            (await WebService.ProblemOf(response, 503)).ShouldBe("not-ready");
        }
        finally
        {
            File.Delete(model);
        }
    }

    [Fact]
    public async Task There_is_no_voice_before_one_is_enrolled()
    {
        await using var service = await WebService.Start();
        (await Get(service, "/v1/voices")).GetProperty("voices").GetArrayLength().ShouldBe(0);
        foreach (var name in new[] { "anna", "..%2Fpasswd", "%00" })
        {
            using var shown = await service.Client.GetAsync(new Uri("/v1/voices/" + name, UriKind.Relative));
            ((int)shown.StatusCode).ShouldBeOneOf(404, 400);
        }

        using var used = await service.SendForm("/v1/predict?voice=anna", File.ReadAllBytes(WebService.Clip));
        (await WebService.ProblemOf(used, 404)).ShouldBe("no-such-voice");
    }

    [Fact]
    public async Task Voices_are_listed_and_shown_as_the_command_shows_them()
    {
        await using var service = await WebService.Start();
        var voices = new[] { "anna", "bert ü" }.Select(name => new Voice
        {
            Name = name,
            Model = "other",
            ModelFingerprint = new string('0', 64),
            Clips = 7,
            Seconds = 12.5,
            Mean = [1, 2],
            Spread = 1.25,
            SameAnswer = 0.5,
        }).ToArray();
        foreach (var voice in voices) service.Voices.Save(voice);
        var listed = (await Get(service, "/v1/voices")).GetProperty("voices").EnumerateArray().ToArray();
        listed.Length.ShouldBe(2);
        for (var i = 0; i < voices.Length; i++)
        {
            using var expected = JsonDocument.Parse(voices[i].Describe().ToJsonString());
            JsonElement.DeepEquals(listed[i], expected.RootElement).ShouldBeTrue();
            var shown = await Get(service, "/v1/voices/" + Uri.EscapeDataString(voices[i].Name));
            JsonElement.DeepEquals(shown, expected.RootElement).ShouldBeTrue();
        }

        foreach (var address in new[] { "/v1/predict", "/v1/segments" })
        {
            using var used = await service.SendForm(address + "?voice=anna", File.ReadAllBytes(WebService.Clip));
            (await WebService.ProblemOf(used, 422)).ShouldBe("voice");
        }

        File.WriteAllText(Path.Combine(service.Voices.FullPath, "anna.json"), "{");
        using var damaged = await service.Client.GetAsync(new Uri("/v1/voices/anna", UriKind.Relative));
        (await WebService.ProblemOf(damaged, 500)).ShouldBe("voice");
        (await damaged.Content.ReadAsStringAsync()).ShouldNotContain(service.Voices.FullPath);
    }

    private static async Task<JsonElement> Get(WebService service, string address)
    {
        using var response = await service.Client.GetAsync(new Uri(address, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
