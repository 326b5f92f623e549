using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>What the tests of the studio page do alike.</summary>
internal static class StudioVisit
{
    public static string Example(string name) => Repository.Of("src", "Undertone.Web", "wwwroot", "examples", name + ".wav");

    /// <summary>Opens a view, tries it, and fails where the page asked another host for anything.</summary>
    public static async Task Studio(
        this BrowserFixture browser, WebService service, string view, Func<IPage, Task> test, BrowserNewContextOptions? look = null,
        string? microphone = null)
    {
        var foreign = new List<string>();
        var own = service.Client.BaseAddress!;
        await browser.VisitAsync(
            new Uri(own, "/#/" + view),
            async page =>
            {
                page.Request += (_, request) =>
                {
                    var uri = new Uri(request.Url);
                    if (uri.Scheme is "blob" or "data" || uri.Authority == own.Authority) return;
                    lock (foreign) foreign.Add(request.Url);
                };
                // Once more, watched from its beginning.
                await page.ReloadAsync();
                await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
                await test(page);
            },
            look,
            // A sound that is left while the browser still reads it.
            e => e.StartsWith("blob:", StringComparison.Ordinal) && e.Contains("ERR_ABORTED", StringComparison.Ordinal),
            microphone);
        foreign.ShouldBeEmpty();
    }

    /// <summary>The scores that the page shows for a recording, in per cent.</summary>
    public static async Task<Dictionary<string, int>> Scores(this IPage page)
    {
        var rows = await page.GetByRole(AriaRole.List, new() { Name = "Scores of all emotions" }).GetByRole(AriaRole.Listitem)
            .AllInnerTextsAsync();
        return rows.Select(r => r.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(w => w[0], w => int.Parse(w[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until a recording is answered.</summary>
    public static async Task Answered(this IPage page, string file)
    {
        var patient = new LocatorWaitForOptions { Timeout = 60_000 };
        await page.GetByRole(AriaRole.Heading, new() { Name = file, Exact = true }).WaitForAsync(patient);
        await page.Locator(".verdict").WaitForAsync(patient);
    }
}
