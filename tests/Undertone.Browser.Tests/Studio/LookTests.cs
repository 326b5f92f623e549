using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Web;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Every view of the studio page, in both schemes of colours and at three widths.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LookTests(BrowserFixture browser, StudioRun runs) : IClassFixture<StudioRun>
{
    private static readonly int[] Widths = [390, 1280, 1920];

    [BrowserTheory]
    [InlineData("try", ColorScheme.Light)]
    [InlineData("try", ColorScheme.Dark)]
    [InlineData("live", ColorScheme.Light)]
    [InlineData("live", ColorScheme.Dark)]
    [InlineData("voice", ColorScheme.Light)]
    [InlineData("voice", ColorScheme.Dark)]
    [InlineData("runs", ColorScheme.Light)]
    [InlineData("runs", ColorScheme.Dark)]
    [InlineData("runs/RUN", ColorScheme.Light)]
    [InlineData("runs/RUN", ColorScheme.Dark)]
    [InlineData("models", ColorScheme.Light)]
    [InlineData("models", ColorScheme.Dark)]
    public async Task Axe_finds_nothing_and_nothing_lies_beside_the_window(string view, ColorScheme scheme)
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { Runs = runs.Folder });
        var look = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = Widths[^1], Height = 900 } };
        await browser.Studio(
            service,
            view.Replace("RUN", runs.Name, StringComparison.Ordinal),
            async page =>
            {
                if (view == "try")
                {
                    await page.GetByRole(AriaRole.Button, new() { Name = "Changing" }).ClickAsync();
                    await page.Answered("changing.wav");
                }

                if (view.StartsWith("runs", StringComparison.Ordinal)) await page.GetByText("knn").First.WaitForAsync();
                var found = await page.RunAxe();
                found.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}").ShouldBeEmpty();
                foreach (var width in Widths)
                {
                    await page.SetViewportSizeAsync(width, 900);
                    (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
                }
            },
            look);
    }
}
