namespace Undertone.Cli.Tests;

public sealed class CompareCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void Two_recipes_make_one_table_and_one_report()
    {
        var outcome = Cli.Run(
            "compare", "--data", data.Corpus, "--recipes", $"{Recipe("one", 13)},{Recipe("two", 4)}", "--protocol", "random",
            "--runs", data.PathOf("comparisons"), "--cache", data.Cache);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.Split('\n');
        lines[0].ShouldStartWith("protocol: random stratified 80/20 split");
        lines[1].ShouldStartWith("WARNING:  Speakers are shared");
        lines[2].ShouldStartWith("recipe");
        lines[3].ShouldStartWith("one ");
        lines[4].ShouldStartWith("two ");
        var report = lines.Single(l => l.StartsWith("report: ", StringComparison.Ordinal))["report: ".Length..];
        File.Exists(report).ShouldBeTrue();
        var again = Cli.Run("compare", "--resume", Path.GetDirectoryName(report)!, "--cache", data.Cache);
        again.Code.ShouldBe(0, again.Error);
        again.Output.ShouldBe(outcome.Output, "the times too: nothing is trained or measured twice");
    }

    [Fact]
    public void A_wrong_protocol_or_recipe_is_refused_before_any_work()
    {
        Cli.Run("compare", "--data", data.Corpus, "--recipes", "mlp", "--protocol", "none").Code.ShouldBe(2);
        Cli.Run("compare", "--data", data.Corpus, "--recipes", "no-such-recipe").Code.ShouldBe(3);
        Cli.Run("compare", "--data", data.Corpus, "--recipes", ",").Code.ShouldBe(2);
        Cli.Run("compare", "--recipes", "mlp").Code.ShouldBe(2);
        Cli.Run("compare", "--data", data.Corpus).Code.ShouldBe(2);
        Cli.Run("compare", "--resume", data.Corpus).Code.ShouldBe(3);
    }

    [Fact]
    public void A_model_is_tested_with_a_report_page()
    {
        var page = data.PathOf("page.html");
        var outcome = Cli.Run("evaluate", "--model", data.Model, "--data", data.Corpus, "--cache", data.Cache, "--report", page, "--json");
        outcome.Code.ShouldBe(0, outcome.Error);
        File.ReadAllText(page).ShouldContain("Evaluation of mlp");
    }

    private string Recipe(string name, int coefficients)
    {
        var path = data.PathOf(name + ".json");
        File.WriteAllText(path, $$"""
            { "name": "{{name}}", "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": {{coefficients}} } ],
              "pool": ["mean", "std"] },
              "model": { "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] },
              "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 6 } }
            """);
        return path;
    }
}
