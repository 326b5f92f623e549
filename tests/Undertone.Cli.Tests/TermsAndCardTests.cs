using System.Text.Json.Nodes;

namespace Undertone.Cli.Tests;

public sealed class TermsAndCardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-terms-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_commercial_model_learns_from_what_allows_it_and_says_so()
    {
        var mine = Manifest("yes", speakers: 4);
        var run = Train("--data", Corpus(), mine, "--licenses", "commercial", "--robustness", "--max-utterances", "6");
        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("left out, as it is not known to allow commercial use: ravdess, 60 utterances (CC BY-NC-SA 4.0");
        var folder = run.Json["run"]!.GetValue<string>();
        var model = Path.Combine(folder, "model.undertone");
        var card = Cli.Run("models", "show", model).Output;
        card.ShouldContain("may be used commercially");
        card.ShouldNotContain("| ravdess |");
        // What the card and the files tell is one and the same.
        card.ShouldContain("## Robustness");
        card.ShouldContain("| telephone, \u00b5-law |");
        card.ShouldContain("## Confidence");
        var evaluation = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "evaluation.json")))!;
        evaluation["robustness"]!["conditions"]!.AsArray().Count.ShouldBeGreaterThan(10);
        ((int)evaluation["robustness"]!["conditions"]![0]!["utterances"]!).ShouldBe(6);
        var calibration = evaluation["calibration"]!;
        ((double)calibration["eceAfter"]!).ShouldBeInRange(0, 1);
        File.ReadAllText(Path.Combine(folder, "report.html")).ShouldContain("Answers kept");
        // The recogniser uses the temperature: what it is evaluated by is what it answers.
        ((double)calibration["temperature"]!).ShouldNotBe(1);
    }

    [Fact]
    public void A_model_of_other_speech_says_that_it_is_for_non_commercial_use()
    {
        var run = Train("--data", Corpus(), Manifest("", speakers: 2));
        run.Code.ShouldBe(0, run.Error);
        var card = Cli.Run("models", "show", Path.Combine(run.Json["run"]!.GetValue<string>(), "model.undertone")).Output;
        card.ShouldContain("for non-commercial use");
        card.ShouldContain("Not given for commercial use: ravdess.");
        card.ShouldContain("Terms not known, and so taken as such: mine.");
    }

    [Fact]
    public void Where_nothing_allows_commerce_the_remedy_is_named()
    {
        var run = Train("--data", Corpus(), "--licenses", "commercial");
        run.Code.ShouldBe(3);
        run.Error.ShouldContain("ravdess, 60 utterances");
        run.Error.ShouldContain("column commercial");
    }

    [Theory]
    [InlineData("--robustness", "--protocol", "none")]
    [InlineData("--robustness", "--normalisation", "speaker")]
    [InlineData("--noise", "somewhere")]
    [InlineData("--robustness", "--noise", "no such folder")]
    public void What_does_not_go_together_is_refused_before_any_work(params string[] more)
    {
        var run = Train(["--data", "no such data", .. more]);
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(more.Contains("no such folder") ? "--noise" : "--robustness");
    }

    private Cli.Outcome Train(params string[] more) => Cli.Run(
    [
        "train", "--recipe", "logistic-regression", "--folds", "2", "--labels", "neutral,angry,sad", "--json", "--runs",
        Path.Combine(_folder, "runs"), "--cache", Path.Combine(_folder, "cache"), .. more,
    ]);

    private string Corpus()
    {
        var corpus = Path.Combine(_folder, "corpus");
        Cli.Run("synth-corpus", corpus, "--speakers", "2").Code.ShouldBe(0);
        return corpus;
    }

    /// <summary>The voices of another corpus under a name of their own.</summary>
    private string Manifest(string commercial, int speakers)
    {
        var corpus = Path.Combine(_folder, "other");
        Cli.Run("synth-corpus", corpus, "--speakers", $"{speakers}", "--seed", "9").Code.ShouldBe(0);
        var rows = Cli.Run("corpus", "list", corpus, "--json").Json["utterances"]!.AsArray()
            .Select(u => $"{u!["path"]},{u["emotion"]},{u["speaker"]},mine,{commercial}");
        var path = Path.Combine(_folder, "mine.csv");
        File.WriteAllLines(path, rows.Prepend("path,emotion,speaker,corpus,commercial"));
        return path;
    }
}
