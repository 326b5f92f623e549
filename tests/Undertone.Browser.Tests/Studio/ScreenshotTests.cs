using System.Buffers.Binary;
using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>The picture of the studio page in docs/: taken as the guide shows it, and written with UNDERTONE_UPDATE_PICTURES=1.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotTests(BrowserFixture browser)
{
    private const int Width = 1180;
    private static readonly string Picture = Repository.Of("docs", "studio.png");

    [BrowserFact]
    public async Task The_picture_of_the_guide_is_the_page_with_an_answer_and_what_moved_it()
    {
        byte[] taken = [];
        await using var service = await WebService.Start(configure: o => o.Model = "base");
        await browser.Studio(
            service,
            "try",
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Changing" }).ClickAsync();
                await page.Answered("changing.wav");
                await page.GetByLabel("Show what moved the answer").CheckAsync();
                await page.GetByText("What spoke most for").First.WaitForAsync(new() { Timeout = 120_000 });
                await page.Mouse.MoveAsync(0, 0);
                taken = await page.ScreenshotAsync(new() { FullPage = true });
            },
            new()
            {
                ViewportSize = new() { Width = Width, Height = 900 },
                ColorScheme = ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
            });

        var (width, height) = SizeOf(taken);
        width.ShouldBe(Width);
        if (Environment.GetEnvironmentVariable("UNDERTONE_UPDATE_PICTURES") == "1") await File.WriteAllBytesAsync(Picture, taken);
        var committed = SizeOf(await File.ReadAllBytesAsync(Picture));
        committed.Width.ShouldBe(width);
        // Fonts differ from system to system; a page that looks otherwise is of another height.
        ((double)committed.Height / height).ShouldBeInRange(0.9, 1.1, "the page has changed: docs/site/screenshots takes its picture anew");
    }

    /// <summary>Width and height in pixels, from the first chunk of a PNG.</summary>
    private static (int Width, int Height) SizeOf(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
