using System.Text.Json.Nodes;

namespace Undertone.Cli.Tests;

public sealed class TuneCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private readonly string[] _common = ["--folds", "2", "--inner-folds", "2", "--runs", data.PathOf("tunings"), "--cache", data.Cache];

    [Fact]
    public void A_grid_tells_what_it_gained_what_was_chosen_and_every_trial()
    {
        string[] grid = ["--grid", "model.C=0.00001,1", "--grid", "scaler=standard,minmax"];
        var outcome = Cli.Run(["tune", "--data", data.Corpus, "--recipe", Recipe(), .. grid, .. _common]);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.Split('\n');
        lines[0].ShouldStartWith("protocol: 2 folds over whole speakers");
        foreach (var start in new[] { "tuned     UAR 0.", "defaults  UAR 0.", "gained    UAR +0." })
            lines.Count(l => l.StartsWith(start, StringComparison.Ordinal)).ShouldBe(1, start);
        var trials = lines.SkipWhile(l => !l.StartsWith("trial ", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.Length > 0).ToArray();
        trials.Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]))
            .ShouldBe(["1 0.00001 standard", "2 0.00001 minmax", "3 1 standard", "4 1 minmax"]);
        trials.Sum(l => l.Count(c => c == '*')).ShouldBe(3, "one choice in each of three searches");
        var run = Path.GetDirectoryName(lines.Single(l => l.StartsWith("report: ", StringComparison.Ordinal))["report: ".Length..])!;
        string[] files =
        [
            "tune.json", "tuning.json", "recipe.json", "split.json", "model.undertone", "evaluation.json", "predictions.csv", "report.html",
        ];
        foreach (var file in files) File.Exists(Path.Combine(run, file)).ShouldBeTrue(file);
        File.ReadAllText(Path.Combine(run, "report.html")).ShouldContain("What tuning gained");

        var resumed = Cli.Run("tune", "--resume", run, "--cache", data.Cache, "--json");
        resumed.Code.ShouldBe(0, resumed.Error);
        JsonNode.DeepEquals(resumed.Json["tuning"], JsonNode.Parse(File.ReadAllText(Path.Combine(run, "tuning.json")))).ShouldBeTrue();
        ((string)resumed.Json["tuning"]!["chosen"]!["model.C"]!).ShouldBe("1");
        Cli.Run("predict", data.Clip, "--model", run).Code.ShouldBe(0);
        Cli.Run("train", "--resume", run).Code.ShouldBe(3, "a tuning run is no training run");
    }

    [Fact]
    public void A_random_search_takes_ranges()
    {
        string[] search = ["--grid", "model.C=0.001..10:log", "--search", "random", "--trials", "3", "--json"];
        var outcome = Cli.Run(["tune", "--data", data.Corpus, "--recipe", Recipe(), .. search, .. _common]);
        outcome.Code.ShouldBe(0, outcome.Error);
        var searches = outcome.Json["tuning"]!["searches"]!.AsArray();
        searches.Count.ShouldBe(3);
        searches.ShouldAllBe(s => s!["rounds"]![0]!["trials"]!.AsArray().Count == 3);
    }

    [Fact]
    public void A_search_that_learns_shows_the_trials_of_each_search()
    {
        string[] search = ["--grid", "model.C=0.001..10:log", "--sampler", "tpe", "--trials", "12"];
        var outcome = Cli.Run(["tune", "--data", data.Corpus, "--recipe", Recipe(), .. search, .. _common]);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.Split('\n').SkipWhile(l => !l.StartsWith("trials (each search", StringComparison.Ordinal)).ToArray();
        lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["fold", "trial", "model.C", "inner", "UAR"]);
        var rows = lines.Skip(2).TakeWhile(l => l.Length > 0).ToArray();
        rows.Length.ShouldBe(3 * 12);
        rows.Count(r => r.EndsWith('*')).ShouldBe(3);
        rows.ShouldNotContain(r => r.Contains('/'));
    }

    [Fact]
    public void Trials_that_were_stopped_early_say_after_how_many_folds()
    {
        string[] search = ["--grid", "model.C=0.001..10:log", "--sampler", "tpe", "--trials", "10", "--prune", "--inner-folds", "3"];
        string[] common = ["--folds", "2", "--runs", data.PathOf("tunings"), "--cache", data.Cache];
        var outcome = Cli.Run(["tune", "--data", data.Corpus, "--recipe", Recipe(), .. search, .. common]);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.Split('\n').SkipWhile(l => !l.StartsWith("trials (each search", StringComparison.Ordinal)).ToArray();
        lines[0].ShouldEndWith("/n: stopped after n inner folds)");
        lines.Skip(2).TakeWhile(l => l.Length > 0).Count(r => r.EndsWith("/1", StringComparison.Ordinal)).ShouldBe(3 * 6);
    }

    [Theory]
    [InlineData("--recipe", "svm", "--grid", "model.C=1,2")]
    [InlineData("--data", ".", "--grid", "model.C=1,2")]
    [InlineData("--data", ".", "--recipe", "svm")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1..5")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--search", "guess")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--trials", "3")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--prune")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--protocol", "none")]
    [InlineData("--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--protocol", "fancy")]
    public void What_is_missing_or_malformed_on_the_command_line_ends_with_2(params string[] args) =>
        Cli.Run(["tune", .. args]).Code.ShouldBe(2);

    [Fact]
    public void A_key_that_leads_nowhere_ends_with_3_and_names_its_place()
    {
        var outcome = Cli.Run(["tune", "--data", data.Corpus, "--recipe", "svm", "--grid", "model.c=1,2", .. _common]);
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain("model.c is not known; known are");
    }

    private string Recipe()
    {
        var path = data.PathOf("regression.json");
        File.WriteAllText(path, """
            { "name": "regression", "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 6 } ], "pool": ["mean", "std"] },
              "model": { "kind": "logistic-regression", "C": 0.0001 } }
            """);
        return path;
    }
}
