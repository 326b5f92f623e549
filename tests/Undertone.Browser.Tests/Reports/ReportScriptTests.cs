using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.Playwright;
using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Tests.Evaluation;

namespace Undertone.Browser.Tests.Reports;

/// <summary>What the scripts of a report do for those who read it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportScriptTests(BrowserFixture browser) : IDisposable
{
    private static readonly EvaluationResult Evaluation = SampleEvaluation.Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public Task Misclassified_clips_are_sorted_and_their_pages_turned() => Visit(async page =>
    {
        var wrong = Evaluation.Tested.Where(t => t.Predicted != t.Truth).ToArray();
        var table = page.Locator("table.sortable");
        var shown = table.Locator("tbody tr:visible");
        var size = int.Parse((await table.GetAttributeAsync("data-page"))!, CultureInfo.InvariantCulture);
        wrong.Length.ShouldBeGreaterThan(2 * size, "there are pages to turn");
        var pager = page.Locator(".pager");
        (await shown.CountAsync()).ShouldBe(size);
        (await pager.Locator("span").TextContentAsync()).ShouldBe($"1 to {size} of {wrong.Length}");
        await Assertions.Expect(pager.GetByText("Before")).ToBeDisabledAsync();

        await pager.GetByText("Next").ClickAsync();
        (await pager.Locator("span").TextContentAsync()).ShouldBe($"{size + 1} to {2 * size} of {wrong.Length}");
        await pager.GetByText("Before").ClickAsync();
        (await pager.Locator("span").TextContentAsync()).ShouldBe($"1 to {size} of {wrong.Length}");

        // Sorted anew, the first page is shown; once more turns the order around.
        await pager.GetByText("Next").ClickAsync();
        var heads = table.Locator("thead th");
        var name = (await heads.First.TextContentAsync())!;
        await heads.First.GetByRole(AriaRole.Button).ClickAsync();
        (await heads.First.GetAttributeAsync("aria-sort")).ShouldBe("ascending");
        (await pager.Locator("span").TextContentAsync()).ShouldBe($"1 to {size} of {wrong.Length}");
        var files = wrong.Select(t => t.Utterance.RelativePath).Order(StringComparer.Ordinal).ToArray();
        (await Files()).ShouldBe(files[..size]);
        await heads.First.GetByRole(AriaRole.Button).ClickAsync();
        (await heads.First.GetAttributeAsync("aria-sort")).ShouldBe("descending");
        (await Files()).ShouldBe(files.Reverse().Take(size));
        (await heads.First.TextContentAsync()).ShouldBe(name);

        // To the last page.
        while (await pager.GetByText("Next").IsEnabledAsync()) await pager.GetByText("Next").ClickAsync();
        (await pager.Locator("span").TextContentAsync()).ShouldEndWith($" to {wrong.Length} of {wrong.Length}");

        async Task<string[]> Files() => [.. (await shown.Locator("th").AllInnerTextsAsync()).Select(t => t.Trim())];
    });

    [BrowserFact]
    public Task Every_figure_is_saved_as_svg_and_as_png() => Visit(async page =>
    {
        var figures = page.Locator("figure");
        var count = await figures.CountAsync();
        count.ShouldBeGreaterThan(4);
        for (var i = 0; i < count; i++)
        {
            var name = await figures.Nth(i).GetAttributeAsync("data-name");
            var tools = figures.Nth(i).Locator("xpath=following-sibling::*[1]");
            var svg = await Saved(page, tools, "SVG", name + ".svg");
            var picture = XDocument.Parse(Encoding.UTF8.GetString(svg)).Root!;
            picture.Name.LocalName.ShouldBe("svg");
            double.Parse((string)picture.Attribute("width")!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(50, name);
            // Colours that the page's style gives are in the file.
            picture.Descendants().Where(e => ((string?)e.Attribute("class"))?.StartsWith("line", StringComparison.Ordinal) == true)
                .ShouldAllBe(e => ((string)e.Attribute("stroke")!).StartsWith("rgb", StringComparison.Ordinal));
            var png = await Saved(page, tools, "PNG", name + ".png");
            png[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
            png.Length.ShouldBeGreaterThan(1000, name);
        }
    });

    [BrowserFact]
    public Task A_table_is_copied_as_csv_markdown_and_latex() => Visit(async page =>
    {
        var section = page.Locator("section[aria-labelledby=classes]");
        var csv = (await Copied("CSV")).TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToArray();
        csv[0].ShouldBe(["Emotion", "Precision", "Recall", "F1", "ROC AUC", "Utterances"]);
        csv[1..].Select(r => r[0]).ShouldBe(Evaluation.Labels);
        csv[1..].Select(r => r[2])
            .ShouldBe(Evaluation.Report.PerClass.Select(c => c.Recall.ToString("0.000", CultureInfo.InvariantCulture)));

        var markdown = (await Copied("Markdown")).TrimEnd('\n').Split('\n');
        markdown[1].ShouldBe("| --- | ---: | ---: | ---: | ---: | ---: |");
        markdown[2].ShouldBe($"| {string.Join(" | ", csv[1])} |");

        var latex = (await Copied("LaTeX")).TrimEnd('\n').Split('\n');
        latex[0].ShouldBe("\\begin{tabular}{lrrrrr}");
        (latex[1], latex[3], latex[^2], latex[^1]).ShouldBe(("\\toprule", "\\midrule", "\\bottomrule", "\\end{tabular}"));
        latex[4].ShouldBe($"{string.Join(" & ", csv[1])} \\\\");

        async Task<string> Copied(string format)
        {
            var button = section.Locator(".tools button", new() { HasTextString = format });
            await button.ClickAsync();
            await Assertions.Expect(section.Locator(".tools")).ToContainTextAsync("copied");
            var text = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
            await Assertions.Expect(button).ToBeVisibleAsync();
            return text;
        }
    });

    [BrowserFact]
    public Task The_numbers_behind_curves_are_saved() => Visit(async page =>
    {
        var tools = page.Locator("figure[data-name=loss]").Locator("xpath=following-sibling::*[1]");
        var rows = Encoding.UTF8.GetString(await Saved(page, tools, "CSV", "loss.csv")).TrimEnd('\n').Split('\n');
        rows[0].ShouldBe("training,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy,validationUar");
        rows.Length.ShouldBe(1 + SampleEvaluation.Curves().Sum(c => c.Epochs.Count));
    });

    [BrowserFact]
    public async Task It_is_light_or_dark_by_the_system_and_the_button_and_fits_screen_and_phone()
    {
        await Visit(async page =>
        {
            var light = await Background(page);
            await page.Locator("#theme").ClickAsync();
            (await Background(page)).ShouldNotBe(light);
            await page.Locator("#theme").ClickAsync();
            (await Background(page)).ShouldBe(light);
            await Fits(page);
        });
        var phone = new BrowserNewContextOptions { ViewportSize = new() { Width = 375, Height = 700 }, ColorScheme = ColorScheme.Dark };
        await Visit(Fits, phone);

        static Task<string> Background(IPage page) =>
            page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

        static async Task Fits(IPage page) =>
            (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("no sideways scroll");
    }

    /// <summary>A report of one run, opened as a file.</summary>
    private Task Visit(Func<IPage, Task> test, BrowserNewContextOptions? look = null)
    {
        var path = Path.Combine(_folder, "report.html");
        HtmlReport.Write(
            path, new ReportData { Title = "sample", Evaluation = Evaluation, Curves = SampleEvaluation.Curves(), Mistakes = 0 });
        return browser.VisitAsync(new Uri(path), test, look);
    }

    private static async Task<byte[]> Saved(IPage page, ILocator tools, string button, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(
            () => tools.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());
        download.SuggestedFilename.ShouldBe(name);
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
