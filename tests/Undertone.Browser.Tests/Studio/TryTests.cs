using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Inference;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Recordings on the studio page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TryTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("angry")]
    [InlineData("sad")]
    [InlineData("noisy")]
    public async Task A_file_is_answered_as_predict_answers(string name)
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn("tiny");
        var expected = recognizer.Predict(StudioVisit.Example(name));
        await using var service = await WebService.Start();
        await browser.Studio(service, "try", async page =>
        {
            await page.GetByLabel("Audio files").SetInputFilesAsync(StudioVisit.Example(name));
            await page.Answered(name + ".wav");
            var shown = await page.Scores();
            shown.Count.ShouldBe(expected.Scores.Count);
            foreach (var (emotion, share) in expected.Scores) (shown[emotion] - (100 * share)).ShouldBeInRange(-0.5001, 0.5001, emotion);
            var verdict = await page.Locator(".verdict").InnerTextAsync();
            verdict.ShouldContain(expected.Emotion!);
            verdict.StartsWith("Uncertain", StringComparison.Ordinal).ShouldBe(expected.Uncertain);
        });
    }

    [BrowserFact]
    public async Task Several_files_become_a_table_and_one_that_is_no_audio_is_told()
    {
        var text = Path.Combine(Path.GetTempPath(), "undertone-no-audio.wav");
        await File.WriteAllTextAsync(text, "this is text");
        await using var service = await WebService.Start();
        await browser.VisitAsync(
            service.Client.BaseAddress!,
            async page =>
            {
                await page.GetByLabel("Audio files").SetInputFilesAsync([StudioVisit.Example("angry"), StudioVisit.Example("sad"), text]);
                var rows = page.GetByRole(AriaRole.Row);
                await page.GetByText("this is text, not audio").First.WaitForAsync(new() { Timeout = 60_000 });
                (await rows.CountAsync()).ShouldBe(4);
            },
            // The refusal of what is no audio is a status that the browser tells of.
            expected: e => e.Contains("422", StringComparison.Ordinal));
        File.Delete(text);
    }

    [BrowserFact]
    public async Task It_is_used_with_the_keyboard_alone()
    {
        await using var service = await WebService.Start();
        await browser.Studio(service, "try", async page =>
        {
            await page.Keyboard.PressAsync("Tab");
            (await Focused(page)).ShouldBe("Skip to content");
            await TabTo(page, "Angry");
            await page.Keyboard.PressAsync("Enter");
            await page.Answered("angry.wav");
            await TabTo(page, "Play");
            await page.Keyboard.PressAsync("Space");
            await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).WaitForAsync();
            await TabTo(page, "Runs", backwards: true);
            await page.Keyboard.PressAsync("Enter");
            await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Runs" }).WaitForAsync();
        });
    }

    [BrowserFact]
    public async Task What_moved_the_answer_is_shown_and_told_in_words()
    {
        await using var service = await WebService.Start();
        await browser.Studio(service, "try", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Angry", Exact = true }).ClickAsync();
            await page.Answered("angry.wav");
            await page.GetByLabel("Show what moved the answer").CheckAsync();
            await page.GetByText("What spoke most for").First.WaitForAsync(new() { Timeout = 60_000 });
            (await page.GetByText("Speech was found in").CountAsync()).ShouldBe(1);
        });
    }

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static async Task TabTo(IPage page, string name, bool backwards = false)
    {
        const int most = 60;
        for (var i = 0; i < most; i++)
        {
            await page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            if (await Focused(page) == name) return;
        }

        throw new InvalidOperationException($"{most} presses of Tab do not lead to '{name}'.");
    }
}
