using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Inference;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>What the microphone hears on the studio page: a file, played to the browser as if somebody spoke.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MicrophoneTests(BrowserFixture browser)
{
    private const double Sure = 0.7;

    [BrowserTheory]
    [MemberData(nameof(Clips))]
    public async Task A_recording_has_the_emotion_that_predict_hears_in_the_file(string clip)
    {
        var expected = Predict(clip);
        await using var service = await WebService.Start(configure: o => o.Model = "base");
        await browser.Studio(
            service,
            "try",
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Stop recording" }).WaitForAsync();
                await page.WaitForTimeoutAsync((float)(1000 * expected.DurationSeconds) + 700);
                await page.GetByRole(AriaRole.Button, new() { Name = "Stop recording" }).ClickAsync();
                await page.Answered("recording-1.wav");
                (await page.Locator(".verdict").InnerTextAsync()).ShouldContain(expected.Emotion!, customMessage: clip);
                var shown = await page.Scores();
                shown.MaxBy(s => s.Value).Key.ShouldBe(expected.Emotion, clip);
            },
            microphone: clip);
    }

    [BrowserTheory]
    [MemberData(nameof(Clips))]
    public async Task What_is_said_live_has_the_emotion_that_predict_hears_in_the_file(string clip)
    {
        var expected = Predict(clip);
        await using var service = await WebService.Start(configure: o => o.Model = "base");
        await browser.Studio(
            service,
            "live",
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Start listening" }).ClickAsync();
                var stop = page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true });
                await stop.WaitForAsync(new() { Timeout = 60_000 });
                (await page.GetByRole(AriaRole.Meter, new() { Name = "Level" }).CountAsync()).ShouldBe(1);
                await page.WaitForTimeoutAsync((float)(1000 * expected.DurationSeconds) + 1500);
                (await page.GetByText("ms", new() { Exact = false }).First.InnerTextAsync()).ShouldNotBeEmpty();
                await stop.ClickAsync();
                var heard = page.Locator(".summary").GetByText("of speech: ");
                await heard.WaitForAsync(new() { Timeout = 60_000 });
                (await heard.InnerTextAsync()).Split("of speech: ")[1].ShouldStartWith(expected.Emotion!, customMessage: clip);
            },
            microphone: clip);
    }

    /// <summary>A synthetic clip; where there is real speech, also the first clip of each emotion that is heard in it for sure.</summary>
    public static TheoryData<string> Clips()
    {
        var clips = new TheoryData<string> { StudioVisit.Example("angry") };
        var real = Path.Combine(Tier.DataFolder, "RAVDESS");
        if (BrowserFixture.WhyNot is not null || Tier.DataFolder.Length == 0 || !Directory.Exists(real)) return clips;
        const int most = 3;
        var heard = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(real, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var answer = Predict(file);
            if (answer.Confidence < Sure || !heard.Add(answer.Emotion!)) continue;
            clips.Add(file);
            if (heard.Count == most) break;
        }

        return clips;
    }

    private static EmotionPrediction Predict(string clip)
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        return recognizer.Predict(clip);
    }
}
