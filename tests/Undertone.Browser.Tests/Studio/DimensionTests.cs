using System.Globalization;
using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Web.Tests;

namespace Undertone.Browser.Tests.Studio;

/// <summary>Answers on dimensions on the studio page, with emotions beside them and alone.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DimensionTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserTheory]
    [InlineData("\"arousal\", \"valence\"", false)]
    [InlineData("\"emotion\", \"arousal\", \"valence\"", true)]
    public async Task The_numbers_are_those_of_predict(string targets, bool telling)
    {
        var model = Trained(targets);
        using var recognizer = EmotionRecognizer.Load(model);
        var (one, two) = (StudioVisit.Example("angry"), StudioVisit.Example("sad"));
        string[] expected = [.. recognizer.Predict(one).Dimensions!.Select(d => Shown(d.Value))];
        await using var service = await WebService.Start(configure: o => o.Model = model);
        await browser.Studio(service, "try", async page =>
        {
            await page.GetByLabel("Audio files").SetInputFilesAsync([one, two]);
            await page.Answered("angry.wav");
            var shown = page.Locator("dl.facts").First;
            (await shown.Locator("dt").AllInnerTextsAsync()).ShouldBe(["arousal", "valence"]);
            (await shown.Locator("dd").AllInnerTextsAsync()).ShouldBe(expected);
            (await page.GetByLabel("Scores of all emotions").CountAsync()).ShouldBe(telling ? 1 : 0);
            var verdict = await page.Locator(".verdict").InnerTextAsync();
            if (!telling) verdict.ShouldContain($"arousal {expected[0]} and valence {expected[1]}", Case.Insensitive);
            verdict.ShouldNotContain("no speech", Case.Insensitive);
            await page.GetByText("2 recordings").First.WaitForAsync();
            var row = page.GetByRole(Microsoft.Playwright.AriaRole.Row).Filter(new() { HasText = "angry.wav" });
            (await row.First.InnerTextAsync()).ShouldContain(expected[0]);
        });
    }

    private static string Shown(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    /// <summary>A small model of synthetic voices; what is said of them is made up.</summary>
    private string Trained(string targets)
    {
        var corpus = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(corpus, new SyntheticCorpusOptions { Speakers = 4 });
        var utterances = CorpusCollection.Read([corpus]).Utterances.Select((u, i) => u with
        {
            Dimensions = new EmotionDimensions(
                [KeyValuePair.Create("arousal", 1.0 + (i % 7)), KeyValuePair.Create("valence", (i % 5) - 2.0)], -2, 7),
        });
        var recipe = Recipe.Parse($$"""
            { "name": "both", "targets": [{{targets}}], "features": { "list": [ { "name": "rms" }, { "name": "mfcc" } ] },
              "model": { "kind": "svm" } }
            """);
        var workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        var options = new TrainingRunOptions { Recipe = recipe, Utterances = [.. utterances], Folds = 2 };
        return new TrainingRun(options, workspace).Execute().Folder.Model;
    }
}
