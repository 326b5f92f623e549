using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Web;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Runs on the studio page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RunTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task A_cell_of_the_confusion_matrix_opens_its_clips_and_they_are_heard()
    {
        using var runs = new StudioRun();
        await using var service = await WebService.Start(new UndertoneWebOptions { Runs = runs.Folder });
        await browser.Studio(service, "runs", async page =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = runs.Name }).ClickAsync();
            var cell = page.GetByRole(AriaRole.Button, new() { Name = "answered as" }).First;
            var count = int.Parse(await cell.Locator("small").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
            await cell.ClickAsync();
            var play = page.GetByRole(AriaRole.Button, new() { Name = "Play " });
            await play.First.WaitForAsync();
            (await play.CountAsync()).ShouldBe(count);
            await play.First.ClickAsync();
            await page.Locator("audio").WaitForAsync();
            var seconds = await page.Locator("audio").EvaluateAsync<double>(
                "a => new Promise(r => a.readyState > 0 ? r(a.duration) : a.onloadedmetadata = () => r(a.duration))");
            seconds.ShouldBeGreaterThan(0.3);
        });
    }

    [BrowserFact]
    public async Task A_run_fills_while_it_is_trained()
    {
        using var runs = new StudioRun();
        var run = Path.Combine(runs.Folder, runs.Name);
        var (evaluation, epochs) = (Path.Combine(run, "evaluation.json"), Path.Combine(run, "folds", "1", "metrics.jsonl"));
        File.Move(evaluation, evaluation + ".later");
        await File.WriteAllTextAsync(epochs, Epoch(1));
        await using var service = await WebService.Start(new UndertoneWebOptions { Runs = runs.Folder });
        await browser.Studio(service, "runs/" + runs.Name, async page =>
        {
            await page.GetByText("Scores come when all folds are trained.").WaitForAsync();
            await page.GetByText("1 in 2 folds").WaitForAsync();
            await File.AppendAllTextAsync(epochs, Epoch(2) + Epoch(3));
            await page.GetByText("3 in 2 folds").WaitForAsync();
            File.Move(evaluation + ".later", evaluation);
            await page.GetByRole(AriaRole.Heading, new() { Name = "What was taken for what" }).WaitForAsync();
        });
    }

    private static string Epoch(int number) => FormattableString.Invariant(
        $"{{\"epoch\":{number},\"trainLoss\":{2.0 / number},\"trainAccuracy\":0.5,\"learningRate\":0.001,\"validationUar\":0.4}}\n");
}
