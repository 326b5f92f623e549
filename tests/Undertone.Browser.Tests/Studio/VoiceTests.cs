using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Web;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Voices on the studio page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class VoiceTests(BrowserFixture browser)
{
    private static readonly string[] Sentences = ["neutral", "angry", "fearful", "sad", "noisy"];

    [BrowserTheory]
    [InlineData("In this browser", "Ana (this browser)")]
    [InlineData("On the service", "Ana")]
    public async Task A_voice_is_kept_where_the_person_chooses_and_answers_are_relative_to_it(string where, string choice)
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { Enrollment = true });
        await browser.Studio(service, "voice", async page =>
        {
            for (var i = 0; i < Sentences.Length; i++)
                await page.GetByLabel($"Audio file of sentence {i + 1}").SetInputFilesAsync(StudioVisit.Example(Sentences[i]));
            await page.GetByLabel("Name of the voice").FillAsync("Ana");
            await page.GetByLabel(where).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save voice" }).ClickAsync();
            await page.GetByText("Ana is known now").WaitForAsync(new() { Timeout = 60_000 });
            service.Voices.Names().Contains("Ana").ShouldBe(where == "On the service");
            await page.GetByRole(AriaRole.Link, new() { Name = "Try", Exact = true }).ClickAsync();
            var known = page.GetByLabel("Whose voice").Locator("option", new() { HasText = choice });
            await known.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.GetByRole(AriaRole.Button, new() { Name = "Sad", Exact = true }).ClickAsync();
            await page.Answered("sad.wav");
            await page.GetByText("Relative to the voice Ana (5 clips).").WaitForAsync();
        });
    }
}
