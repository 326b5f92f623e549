using System.Text.Json.Nodes;
using System.Xml.Linq;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Inspection;
using Undertone.Recognition.Features;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Inspection;

public sealed class InspectionTests : IDisposable
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-inspection-").FullName;
    private readonly Workspace _workspace;

    public InspectionTests() =>
        _workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Exchanging_moves_whole_groups_of_columns_and_nothing_else()
    {
        var inputs = Enumerable.Range(0, 50).Select(i => new float[] { i, 100 + i, 200 + i, 300 + i }).ToArray();
        var group = new ImportanceGroup("two", [1, 2], 4);
        var mixed = FeatureImportance.Exchanged(inputs, group, draw: 9);
        mixed.Select(m => m[0]).ShouldBe(inputs.Select(x => x[0]));
        mixed.Select(m => m[3]).ShouldBe(inputs.Select(x => x[3]));
        mixed.Select(m => m[1]).Order().ShouldBe(inputs.Select(x => x[1]));
        mixed.ShouldAllBe(m => m[2] - m[1] == 100, "the columns of a group come from one utterance");
        mixed.Count(m => m[1] != 100 + m[0]).ShouldBeGreaterThan(40);
        inputs.ShouldAllBe(x => x[1] == 100 + x[0], "those given stay");
        FeatureImportance.Exchanged(inputs, group, draw: 9).SelectMany(m => m).ShouldBe(mixed.SelectMany(m => m));
    }

    [Fact]
    public void Of_frames_whole_columns_move_and_come_from_the_same_share_of_the_other_clip()
    {
        // [frames, 3] behind two numbers of another recipe: 4 frames and 2.
        float[] longer = [-1, -2, .. Enumerable.Range(0, 12).Select(i => (float)i)];
        float[] shorter = [-3, -4, .. Enumerable.Range(100, 6).Select(i => (float)i)];
        var group = new ImportanceGroup("first and last", [0, 2], 3) { Start = 2 };
        group.Exchange(longer, shorter).ShouldBe([-1, -2, 100, 1, 102, 100, 4, 102, 103, 7, 105, 103, 10, 105]);
        group.Exchange(shorter, longer).ShouldBe([-3, -4, 0, 101, 2, 6, 104, 8]);
        new ImportanceGroup("vector", [0], 2) { Rows = 1 }.Exchange(longer, shorter)[..3].ShouldBe([-3, -2, 0]);
    }

    [Fact]
    public void Groups_cover_all_that_a_model_sees()
    {
        foreach (var name in Recipe.BuiltIn.Names)
        {
            var recipe = Recipe.Load(name);
            if (recipe.Encoder is not null) continue;
            var (groups, columns) = (ImportanceGroups.Of(recipe), new FeaturePipeline(recipe).Columns);
            groups.SelectMany(g => g.Columns).ShouldBe(Enumerable.Range(0, columns), name);
            groups.ShouldAllBe(g => g.Stride == columns);
            groups.Select(g => g.Name).Distinct().Count().ShouldBe(groups.Length);
            groups.Length.ShouldBeGreaterThan(1);
        }

        ImportanceGroups.Of(Recipe.Load("lstm")).Select(g => g.Name).First().ShouldBe("mfcc, rows 1 to 5");
        var mel = ImportanceGroups.Of(Recipe.Load("cnn2d"));
        mel.Select(g => g.Columns.Length).ShouldBe(Enumerable.Repeat(8, 8));
        // Slaney's mel scale: 8 kHz are 45.245 mel, an eighth of that 377 Hz.
        (mel[0].Name, mel[7].Name).ShouldBe(("0 to 377 Hz", "5423 to 8000 Hz"));
    }

    [Fact]
    public void Channels_are_exchanged_in_bands_across_all_of_them_and_each_as_a_whole()
    {
        var image = ImportanceGroups.Of(Image("""{ "name": "mfcc", "n_mfcc": 16 }, { "name": "mfcc_delta", "n_mfcc": 16 }"""));
        image.Length.ShouldBe(10);
        (image[0].Name, image[0].Stride).ShouldBe(("all channels, rows 1 to 2", 32));
        image[..8].SelectMany(g => g.Columns).ShouldBe(Enumerable.Range(0, 32));
        image[9].Columns.ShouldBe(Enumerable.Range(0, 16).Select(b => (2 * b) + 1));
        var stacked = ImportanceGroups.Of(Image("""{ "name": "mfcc", "n_mfcc": 16 }, { "name": "rms" }"""));
        stacked.SelectMany(g => g.Columns).ShouldBe(Enumerable.Range(0, 17));
        (stacked[8].Name, stacked[8].Stride).ShouldBe(("rms", 17));

        static Recipe Image(string list) => Recipe.Parse($$"""
            { "name": "image", "sampleRateHz": 16000, "features": { "shape": "image", "list": [ {{list}} ] },
              "model": { "kind": "network", "layers": [ { "type": "global-average-pool" } ] } }
            """);
    }

    [Theory]
    [InlineData("image", """{ "name": "melspectrogram_db", "n_mels": 24 }""", 8)]
    [InlineData("frames", """{ "name": "mfcc", "n_mfcc": 13 }, { "name": "rms" }""", 2)]
    public void Models_of_images_and_frames_tell_it_too_the_same_for_any_number_of_threads(string shape, string list, int rows)
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        var pool = shape == "image" ? "global-average-pool" : "statistics-pool";
        var recipe = Recipe.Parse($$"""
            { "name": "small", "sampleRateHz": 16000, "features": { "shape": "{{shape}}", "list": [ {{list}} ] },
              "model": { "kind": "network", "layers": [ { "type": "{{pool}}" } ] },
              "training": { "optimizer": { "type": "adam", "learningRate": 0.05 }, "epochs": 5 } }
            """);
        var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Folds = 2, Importance = true };
        var one = new TrainingRun(options with { Threads = 1 }, _workspace).Execute();
        var two = new TrainingRun(options with { Threads = 2 }, _workspace).Execute();
        File.ReadAllText(two.Folder.Evaluation).ShouldBe(File.ReadAllText(one.Folder.Evaluation));
        var table = one.Evaluation!.Importance!;
        (table.Rows.Count, table.Uar).ShouldBe((rows, one.Evaluation.Report.UnweightedAverageRecall));
        table.Reason.ShouldBeNull();
        var evaluated = new ModelEvaluation(one.Model!, new EvaluationOptions { Data = [data], Importance = true }, _workspace).Execute();
        evaluated.Importance!.Rows.Select(r => r.Feature).ShouldBe(table.Rows.Select(r => r.Feature), ignoreOrder: true);
    }

    [Fact]
    public void What_an_encoder_tells_is_worth_something_beside_other_features_only()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        var alone = Recipe.Parse("""
            { "name": "on-encoder", "features": { "shape": "encoder", "encoder": "byol-s" }, "model": { "kind": "logistic-regression" } }
            """);
        var options = new TrainingRunOptions { Data = [data], Recipe = alone, Folds = 2, Refit = false, Importance = true };
        var run = new TrainingRun(options, _workspace).Execute();
        var table = run.Evaluation!.Importance!;
        table.Rows.ShouldBeEmpty();
        table.Reason.ShouldNotBeNull().ShouldContain("encoder byol-s");
        File.ReadAllText(run.Folder.Report).ShouldContain("there are no features to compare");
        ((string)JsonNode.Parse(File.ReadAllText(run.Folder.Evaluation))!["importance"]!["reason"]!).ShouldBe(table.Reason);

        var json = alone.ToJson();
        json["fusion"] = new JsonObject
        {
            ["recipe"] = JsonNode.Parse("""
                { "name": "pooled", "sampleRateHz": 16000,
                  "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 6 }, { "name": "rms" } ], "pool": ["mean"] },
                  "model": { "kind": "logistic-regression" } }
                """),
            ["weight"] = 0.5,
        };
        new TrainingRun(options with { Recipe = Recipe.FromJson(json) }, _workspace).Execute().Evaluation!.Importance!.Rows
            .Select(r => (r.Feature, r.Columns)).ShouldBe(
                [("on-encoder: encoder byol-s", 512), ("pooled: mfcc(n_mfcc=6)", 6), ("pooled: rms", 1)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{ "kind": "logistic-regression" }""")]
    [InlineData("""{ "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] }""")]
    public void A_run_tells_what_its_features_are_worth_and_draws_a_map(string model)
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data);
        var recipe = Recipe.Parse($$"""
            { "name": "small", "sampleRateHz": 16000,
              "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 13 }, { "name": "rms" } ], "pool": ["mean", "std"] },
              "model": {{model}}, "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 6 } }
            """);
        var options = new TrainingRunOptions
        {
            Data = [data],
            Recipe = recipe,
            Folds = 2,
            Refit = false,
            Importance = true,
            EmbeddingMap = true,
        };
        var one = new TrainingRun(options with { Threads = 1 }, _workspace).Execute();
        var two = new TrainingRun(options with { Threads = 2 }, _workspace).Execute();
        File.ReadAllText(two.Folder.Evaluation).ShouldBe(File.ReadAllText(one.Folder.Evaluation), "for any number of threads");
        var table = one.Evaluation!.Importance!;
        table.Uar.ShouldBe(one.Evaluation.Report.UnweightedAverageRecall, "nothing exchanged");
        table.Rows.Select(r => (r.Feature, r.Columns)).ShouldBe([("mfcc(n_mfcc=13)", 26), ("rms", 2)], ignoreOrder: true);
        table.Rows.Select(r => r.Drop).ShouldBeInOrder(SortDirection.Descending);
        table.Rows.Single(r => r.Columns == 26).Drop.ShouldBeGreaterThan(0.1);
        var json = JsonNode.Parse(File.ReadAllText(one.Folder.Evaluation))!["importance"]!;
        json["features"]!.AsArray().Select(f => (double)f!["drop"]!).ShouldBe(table.Rows.Select(r => r.Drop));

        var sections = XDocument.Parse(File.ReadAllText(one.Folder.Report).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal))
            .Descendants(Html + "section").ToDictionary(s => s.Attribute("aria-labelledby")!.Value);
        sections["importance"].Descendants(Html + "tbody").Elements().Count().ShouldBe(2);
        var tested = one.Evaluation.Tested.Count(t => t.Fold == 1);
        foreach (var figure in sections["map"].Descendants(Html + "figure"))
        {
            var points = figure.Descendants()
                .Where(e => e.Element(Html + "title") is not null && Class(e).StartsWith("point", StringComparison.Ordinal)).ToArray();
            points.Length.ShouldBe(tested);
            points.Count(p => Class(p).EndsWith("wrong", StringComparison.Ordinal))
                .ShouldBe(one.Evaluation.Tested.Count(t => t.Fold == 1 && t.Predicted != t.Truth));
        }

        static string Class(XElement element) => (string?)element.Attribute("class") ?? "";

        var again = TrainingRun.Resume(one.Folder.FullPath, _workspace).Execute();
        again.Evaluation!.ToJson().ToJsonString().ShouldBe(one.Evaluation.ToJson().ToJsonString(), "the settings are kept");
    }

    [Fact]
    public void A_finished_model_is_mapped_on_any_data_the_same_for_any_number_of_threads()
    {
        var (data, other) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "other"));
        SyntheticCorpus.Write(data);
        SyntheticCorpus.Write(other, new SyntheticCorpusOptions { Speakers = 3, Seed = 5 });
        var recipe = Recipe.Parse("""
            { "name": "small", "sampleRateHz": 16000,
              "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 13 } ], "pool": ["mean", "std"] },
              "model": { "kind": "network", "layers": [ { "type": "dense", "units": 8 } ] },
              "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 6 } }
            """);
        var model = new TrainingRun(new TrainingRunOptions { Data = [data], Recipe = recipe, Protocol = ProtocolSpec.None }, _workspace)
            .Execute().Model!;
        var options = new EvaluationOptions { Data = [other], EmbeddingMap = true };
        var evaluation = Evaluate(options with { Threads = 1 });
        var page = Render(evaluation);
        Render(Evaluate(options with { Threads = 3 })).ShouldBe(page);
        var section = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Descendants(Html + "section")
            .Single(s => (string?)s.Attribute("aria-labelledby") == "map");
        section.Element(Html + "p")!.Value.ShouldStartWith(
            $"What the model makes of its tested clips, {evaluation.Tested.Count} of them");
        section.Descendants(Html + "figure").Select(f => f.Descendants().Count(e => e.Element(Html + "title") is not null))
            .ShouldBe([evaluation.Tested.Count, evaluation.Tested.Count]);
        Render(Evaluate(options with { EmbeddingMap = false })).ShouldNotContain("Map of embeddings");

        var watcher = new Watcher();
        var few = options with { Utterances = evaluation.Tested.Take(9).Select(t => t.Utterance), Data = [] };
        Render(new ModelEvaluation(model, few, _workspace).Execute(watcher)).ShouldNotContain("Map of embeddings");
        watcher.Notes.ShouldContain("no map of embeddings: 9 tested utterances are too few, at least 10 are needed");

        EvaluationResult Evaluate(EvaluationOptions asked) => new ModelEvaluation(model, asked, _workspace).Execute();

        static string Render(EvaluationResult result) => HtmlReport.Render(new ReportData { Title = "small", Evaluation = result });
    }

    [Fact]
    public void What_cannot_be_inspected_is_told_before_any_work()
    {
        foreach (var none in new[]
        {
            new TrainingRunOptions { Data = ["x"], Recipe = Recipe.Load("mlp"), Importance = true, Protocol = ProtocolSpec.None },
            new TrainingRunOptions { Data = ["x"], Recipe = Recipe.Load("mlp"), EmbeddingMap = true, Protocol = ProtocolSpec.None },
        })
        {
            Should.Throw<ExperimentOptionException>(() => new TrainingRun(none, _workspace)).Message.ShouldContain("tests nothing");
        }
    }
}
