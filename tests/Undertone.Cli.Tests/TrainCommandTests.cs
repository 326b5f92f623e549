using System.Text.Json.Nodes;

namespace Undertone.Cli.Tests;

public sealed class TrainCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void The_run_folder_holds_what_the_contract_names()
    {
        string[] files =
            ["recipe.json", "split.json", "model.undertone", "evaluation.json", "predictions.csv", "report.html", "metrics.jsonl"];
        foreach (var file in files)
        {
            File.Exists(Path.Combine(data.Run, file)).ShouldBeTrue(file);
        }

        for (var fold = 1; fold <= 5; fold++)
        {
            foreach (var file in new[] { "metrics.jsonl", "model.undertone", "checkpoints/last", "checkpoints/best" })
            {
                File.Exists(Path.Combine(data.Run, "folds", $"{fold}", file)).ShouldBeTrue($"fold {fold}: {file}");
            }
        }

        Directory.GetFiles(data.Run, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluation_json_is_as_the_contract_says()
    {
        var e = JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "evaluation.json")))!.AsObject();
        string[] required =
        [
            "protocol", "labels", "utterances", "speakers", "metrics", "intervals", "perClass", "confusion", "perSpeaker", "perSex",
            "perCorpus", "unmapped",
        ];
        foreach (var key in required) e.ContainsKey(key).ShouldBeTrue(key);
        e["protocol"]!.ToJsonString().ShouldBe(
            """{"name":"speaker-kfold","folds":5,"seed":0,"speakerIndependent":true,"normalisation":"training"}""");
        foreach (var metric in new[] { "accuracy", "uar", "macroF1", "weightedF1", "logLoss", "brier", "ece" })
            ((double)e["metrics"]![metric]!).ShouldBeGreaterThan(0, metric);
        foreach (var key in new[] { "label", "precision", "recall", "f1", "support" })
            e["perClass"]![0]!.AsObject().ContainsKey(key).ShouldBeTrue(key);
        ((int)e["speakers"]!).ShouldBe(8);
        var confusion = e["confusion"]!.AsArray().Select(r => r!.AsArray().Sum(n => (int)n!)).ToArray();
        confusion.Sum().ShouldBe((int)e["utterances"]!);
        confusion.ShouldBe(e["perClass"]!.AsArray().Select(c => (int)c!["support"]!));
        var (low, high) = ((double)e["intervals"]!["uar"]![0]!, (double)e["intervals"]!["uar"]![1]!);
        ((double)e["metrics"]!["uar"]!).ShouldBeInRange(low, high);
    }

    [Fact]
    public void The_synthetic_emotions_are_learnt_across_speakers() =>
        ((double)JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "evaluation.json")))!["metrics"]!["uar"]!)
            .ShouldBeGreaterThan(0.4, "eight classes, chance 0.125");

    [Fact]
    public void No_speaker_is_in_two_parts_of_a_fold()
    {
        var files = JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "split.json")))!["files"]!.AsArray();
        for (var fold = 0; fold < 5; fold++)
        {
            var parts = files.GroupBy(f => (string)f!["speaker"]!)
                .ToDictionary(g => g.Key, g => g.Select(f => (string)f!["parts"]![fold]!).Distinct().Count());
            parts.Values.ShouldAllBe(count => count == 1);
        }

        files.ShouldAllBe(f => f!["parts"]!.AsArray().Count(p => (string)p! == "test") == 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_whatever_the_threads()
    {
        string[] options = ["--recipe", "mlp", "--set", "training.epochs=3", "--seed", "7", "--folds", "2"];
        var one = (string)data.Train([.. options, "--threads", "1"]).Json["run"]!;
        var two = (string)data.Train([.. options, "--threads", "3"]).Json["run"]!;
        foreach (var file in Directory.GetFiles(one, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(one, f)))
        {
            File.ReadAllBytes(Path.Combine(two, file)).ShouldBe(File.ReadAllBytes(Path.Combine(one, file)), file);
        }

        var other = (string)data.Train("--recipe", "mlp", "--set", "training.epochs=3", "--seed", "8", "--folds", "2").Json["run"]!;
        File.ReadAllBytes(Path.Combine(other, "model.undertone")).ShouldNotBe(File.ReadAllBytes(Path.Combine(one, "model.undertone")));
    }

    [Fact]
    public void A_random_split_says_that_speakers_are_shared()
    {
        var outcome = Cli.Run(
            "train", "--data", data.Corpus, "--recipe", "mlp", "--protocol", "random", "--set", "training.epochs=2", "--runs",
            data.PathOf("runs"), "--cache", data.Cache);
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldContain("inflated");
        outcome.Output.ShouldContain("same speakers");
    }

    [Fact]
    public void Normalisation_per_speaker_is_stamped_on_the_score_and_not_on_the_model()
    {
        var outcome = data.Train("--recipe", "mlp", "--normalisation", "speaker", "--set", "training.epochs=3");
        ((string)outcome.Json["evaluation"]!["protocol"]!["normalisation"]!).ShouldBe("speaker");
        outcome.Error.ShouldContain("which a deployed system does not have");
        Cli.Run("models", "show", (string)outcome.Json["run"]!, "--json").Json["evaluation"].ShouldBeNull();
        var none = data.Train("--recipe", "mlp", "--normalisation", "none", "--set", "training.epochs=2");
        ((string)none.Json["evaluation"]!["protocol"]!["normalisation"]!).ShouldBe("none");
    }

    [Theory]
    [InlineData("over")]
    [InlineData("under")]
    [InlineData("balanced-corpora")]
    public void Balanced_training_parts_train(string sampling)
    {
        var metrics = data.Train("--recipe", "mlp", "--set", "training.sampling=" + sampling, "--set", "training.epochs=60", "--folds", "4")
            .Json["evaluation"]!["metrics"]!;
        ((double)metrics["uar"]!).ShouldBeGreaterThan(0.35, "eight classes, chance 0.125");
    }

    [Fact]
    public void Labels_that_a_set_lacks_are_counted()
    {
        var evaluation = data.Train("--recipe", "mlp", "--labels", "happy,sad,angry", "--set", "training.epochs=2", "--folds", "2")
            .Json["evaluation"]!;
        evaluation["unmapped"]!.AsArray().Select(u => (string)u!["label"]!)
            .ShouldBe(["calm", "disgust", "fearful", "neutral", "surprised"]);
        evaluation["labels"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public void Without_a_protocol_there_is_a_model_and_no_score()
    {
        var outcome = data.Train("--recipe", "mlp", "--protocol", "none", "--set", "training.epochs=2");
        outcome.Json["evaluation"].ShouldBeNull();
        Cli.Run("predict", data.Clip, "--model", (string)outcome.Json["run"]!).Code.ShouldBe(0);
    }

    [Fact]
    public void Without_the_refit_there_is_the_same_score_and_no_model()
    {
        string[] options = ["--recipe", "mlp", "--protocol", "random", "--set", "training.epochs=2"];
        var (whole, only) = (data.Train(options).Json, data.Train([.. options, "--no-refit"]).Json);
        only["evaluation"]!.ToJsonString().ShouldBe(whole["evaluation"]!.ToJsonString());
        File.Exists(Path.Combine((string)whole["run"]!, "model.undertone")).ShouldBeTrue();
        File.Exists(Path.Combine((string)only["run"]!, "model.undertone")).ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_warns_of_speakers_that_the_model_knows()
    {
        var outcome = Cli.Run("evaluate", "--model", data.Model, "--data", data.Corpus, "--cache", data.Cache, "--json");
        outcome.Code.ShouldBe(0, outcome.Error);
        ((bool)outcome.Json["protocol"]!["speakerIndependent"]!).ShouldBeFalse();
        outcome.Error.ShouldContain("trained on 8 of these 8 speakers");
    }

    [Theory]
    [InlineData("train", "--recipe", "mlp")]
    [InlineData("train", "--data", ".")]
    [InlineData("train", "--data", ".", "--recipe", "mlp", "--set", "epochs")]
    [InlineData("train", "--data", ".", "--recipe", "mlp", "--labels", "one")]
    public void What_is_missing_or_malformed_on_the_command_line_ends_with_2(params string[] args) => Cli.Run(args).Code.ShouldBe(2);

    [Fact]
    public void Bad_input_ends_with_3_and_says_what_to_do()
    {
        Cli.Run("train", "--data", data.Corpus, "--recipe", "no-such-recipe").Error.ShouldContain("built-in recipes (");
        Cli.Run("train", "--data", data.PathOf("nowhere"), "--recipe", "mlp", "--runs", data.PathOf("runs")).Code.ShouldBe(3);
        Cli.Run("train", "--data", data.Corpus, "--recipe", "mlp", "--protocol", "fancy").Error.ShouldContain("is no protocol");
        Cli.Run("train", "--resume", data.Corpus).Code.ShouldBe(3);
    }
}
