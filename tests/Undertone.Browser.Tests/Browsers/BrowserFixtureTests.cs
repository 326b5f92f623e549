namespace Undertone.Browser.Tests.Browsers;

/// <summary>That a page with errors fails a test, which else nobody would see.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrowserFixtureTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserTheory]
    [InlineData("<script>console.error('wrong')</script>", "wrong")]
    [InlineData("<script>throw new Error('thrown')</script>", "thrown")]
    [InlineData("<script src='gone.js'></script>", "gone.js")]
    public async Task What_goes_wrong_in_a_page_fails_the_test(string content, string told)
    {
        var path = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(path, "<!DOCTYPE html><title>page</title><p id='here'>here</p>" + content);
        var error = await Record.ExceptionAsync(() => browser.VisitAsync(new Uri(path), async page =>
            (await page.Locator("#here").TextContentAsync()).ShouldBe("here")));
        error.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(told);
        await browser.VisitAsync(new Uri(path), _ => Task.CompletedTask, expected: _ => true);
    }

    [BrowserFact]
    public async Task What_is_tried_on_a_page_without_errors_counts()
    {
        var path = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(path, "<!DOCTYPE html><title>page</title><script>console.log('well')</script>");
        await browser.VisitAsync(new Uri(path), async page => (await page.TitleAsync()).ShouldBe("page"));
        var error = await Record.ExceptionAsync(() => browser.VisitAsync(
            new Uri(path), async page => (await page.TitleAsync()).ShouldBe("another")));
        error.ShouldBeOfType<ShouldAssertException>();
    }
}
