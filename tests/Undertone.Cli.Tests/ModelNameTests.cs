namespace Undertone.Cli.Tests;

/// <summary>Which model a word means: a path, a built-in name, or the newest run.</summary>
public sealed class ModelNameTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private static int _folders;

    [Theory]
    [InlineData("latest", "20260102T000000Z-svm")]
    [InlineData("latest:mlp", "20260101T235959Z-mlp-10")]
    [InlineData("latest:svm", "20260102T000000Z-svm")]
    [InlineData("latest:a-b-2", "20250101T000000Z-a-b-2")]
    public void The_newest_run_is_that_of_the_latest_name_whatever_the_times_of_files(string word, string expected)
    {
        var runs = Runs(
            ("20250101T000000Z-a-b-2", "a-b-2", true),
            ("20260101T235959Z-mlp-10", "mlp", true),
            ("20260101T235959Z-mlp", "mlp", true),
            ("20260101T235959Z-mlp-2", "mlp", true),
            ("20260101T000000Z-mlp", "mlp", true),
            ("20260102T000000Z-svm", "svm", true),
            ("20270101T000000Z-mlp", "mlp", false),
            ("notes", "mlp", true));
        var shown = Cli.Run("models", "show", word, "--runs", runs, "--json");
        shown.Code.ShouldBe(0, shown.Error);
        Cli.Run("models", "show", word, "--runs", runs).Output.ShouldContain($"# {expected}");
        var predicted = Cli.Run("predict", data.Clip, "--model", word, "--runs", runs, "--json");
        predicted.Code.ShouldBe(0, predicted.Error);
        var evaluated = Cli.Run("evaluate", "--data", data.Corpus, "--model", word, "--runs", runs, "--cache", data.Cache);
        evaluated.Code.ShouldBe(0, evaluated.Error);
    }

    [Fact]
    public void Without_a_finished_run_the_remedy_is_told()
    {
        var runs = Runs(("20260101T000000Z-mlp", "mlp", true), ("20260102T000000Z-svm", "svm", false));
        var none = Cli.Run("predict", data.Clip, "--model", "latest:svm", "--runs", runs);
        none.Code.ShouldBe(3);
        none.Error.ShouldContain("no finished run of the recipe 'svm' (there are runs of: mlp)");
        none.Error.ShouldContain("--runs");
        Cli.Run("predict", data.Clip, "--model", "latest", "--runs", data.PathOf("nowhere")).Code.ShouldBe(3);
        Cli.Run("predict", data.Clip, "--model", "later", "--runs", runs).Error.ShouldContain("'latest'");
    }

    [Theory]
    [InlineData(true, "predict", "{clip}", "--model", "{run}", "{run}")]
    [InlineData(true, "predict", "--model", "{run}", "{run}", "{clip}")]
    [InlineData(true, "predict", "{clip}", "--model", "{run}", "{bundle}")]
    [InlineData(false, "predict", "{bundle}")]
    [InlineData(false, "predict", "{run}", "{clip}")]
    [InlineData(true, "evaluate", "--model", "{run}", "{run}", "--data", "{corpus}")]
    [InlineData(true, "models", "show", "{run}", "{run}")]
    public void A_second_model_is_never_taken_for_something_else(bool named, params string[] line)
    {
        var args = line.Select(word => word
            .Replace("{clip}", data.Clip, StringComparison.Ordinal)
            .Replace("{corpus}", data.Corpus, StringComparison.Ordinal)
            .Replace("{bundle}", data.Model, StringComparison.Ordinal)
            .Replace("{run}", data.Run, StringComparison.Ordinal));
        var outcome = Cli.Run([.. args]);
        outcome.Code.ShouldBe(2);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain(data.Run);
        outcome.Error.ShouldContain(named ? "latest:" : "Name it with --model");
    }

    [Theory]
    [InlineData("predict", "{clip}", "--model", "latest")]
    [InlineData("models", "list")]
    [InlineData("models", "show", "base")]
    [InlineData("evaluate", "--data", "{corpus}")]
    [InlineData("train", "--data", "{corpus}", "--recipe", "mlp")]
    [InlineData("tune", "--data", "{corpus}", "--recipe", "svm", "--grid", "model.C=1,2")]
    [InlineData("compare", "--data", "{corpus}", "--recipes", "mlp,svm")]
    public void A_file_where_the_folder_of_runs_is_to_be_named_is_a_usage_error(params string[] line)
    {
        var args = line.Select(word => word
            .Replace("{clip}", data.Clip, StringComparison.Ordinal)
            .Replace("{corpus}", data.Corpus, StringComparison.Ordinal));
        var outcome = Cli.Run([.. args, "--runs", data.Clip]);
        outcome.Code.ShouldBe(2, outcome.Error);
        outcome.Error.ShouldContain("--runs");
        outcome.Error.ShouldContain("this is a file");
    }

    [Fact]
    public void A_folder_of_audio_that_holds_a_model_too_is_still_a_folder_of_audio()
    {
        var folder = Directory.CreateDirectory(data.PathOf("takes")).FullName;
        File.Copy(data.Clip, Path.Combine(folder, "take.wav"));
        File.Copy(data.Model, Path.Combine(folder, "model.undertone"));
        Cli.Run("predict", folder, "--model", data.Model).Code.ShouldBe(0);
    }

    /// <summary>A folder of runs; each finished one has a model whose card names it.</summary>
    private string Runs(params (string Name, string Recipe, bool Finished)[] runs)
    {
        var folder = data.PathOf($"runs-{Interlocked.Increment(ref _folders)}");
        var bundle = Recognition.Inference.Bundle.ModelBundle.Load(data.Model);
        foreach (var (name, recipe, finished) in runs)
        {
            var run = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            File.WriteAllText(Path.Combine(run, "recipe.json"), $$"""{ "name": "{{recipe}}" }""");
            if (finished) (bundle with { Card = $"# {name}\n" }).Save(Path.Combine(run, "model.undertone"));
        }

        return folder;
    }
}
