using Undertone.Browser.Tests.Browsers;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Experiments.Exploration;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Browser.Tests.Reports;

/// <summary>That nothing on a screen of 1280 pixels has to be moved sideways to be read.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageWidthTests : IDisposable
{
    private const string Moved =
        "() => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)"
        + ".map(e => e.getAttribute('aria-label') + ': ' + e.scrollWidth + ' of ' + e.clientWidth)";

    private readonly BrowserFixture _browser;
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-browser-").FullName;

    public PageWidthTests(BrowserFixture browser)
    {
        _browser = browser;
        if (BrowserFixture.WhyNot is null) SyntheticCorpus.Write(Corpus, new SyntheticCorpusOptions { Speakers = 4 });
    }

    private string Corpus => Path.Combine(_folder, "corpus");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public async Task The_page_about_data_fits_a_screen()
    {
        var page = Path.Combine(_folder, "corpus.html");
        CorpusReport.Write(page, CorpusCollection.Read([Corpus], new CorpusReadOptions()));
        await Fits(page);
    }

    [BrowserFact]
    public async Task The_page_about_a_comparison_fits_a_screen()
    {
        var options = new ComparisonOptions { Data = [Corpus], Recipes = [.. Array.ConvertAll(["knn", "svm"], Recipe.Load)], Folds = 2 };
        var workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        await Fits(new ModelComparison(options, workspace).Execute().Report);
    }

    private Task Fits(string page) => _browser.VisitAsync(
        new Uri(page), async opened => (await opened.EvaluateAsync<string[]>(Moved)).ShouldBeEmpty());
}
