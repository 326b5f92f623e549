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
        var mixed = FeatureImportance.Exchanged(inputs, 1, 2, draw: 9);
        mixed.Select(m => m[0]).ShouldBe(inputs.Select(x => x[0]));
        mixed.Select(m => m[3]).ShouldBe(inputs.Select(x => x[3]));
        mixed.Select(m => m[1]).Order().ShouldBe(inputs.Select(x => x[1]));
        mixed.ShouldAllBe(m => m[2] - m[1] == 100, "the columns of a group come from one utterance");
        mixed.Count(m => m[1] != 100 + m[0]).ShouldBeGreaterThan(40);
        inputs.ShouldAllBe(x => x[1] == 100 + x[0], "those given stay");
        FeatureImportance.Exchanged(inputs, 1, 2, draw: 9).SelectMany(m => m).ShouldBe(mixed.SelectMany(m => m));
    }

    [Fact]
    public void Groups_cover_the_vector_in_its_order()
    {
        foreach (var name in Recipe.BuiltIn.Names.Where(n => FeatureImportance.Fits(Recipe.Load(n))))
        {
            var recipe = Recipe.Load(name);
            var groups = FeatureImportance.Groups(recipe);
            groups.Select(g => g.First).ShouldBe(groups.Select((_, i) => groups.Take(i).Sum(g => g.Columns)));
            groups.Sum(g => g.Columns).ShouldBe(new FeaturePipeline(recipe).Columns, name);
        }
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
        var frames = new TrainingRunOptions { Data = ["x"], Recipe = Recipe.Load("lstm"), Importance = true };
        Should.Throw<ExperimentOptionException>(() => new TrainingRun(frames, _workspace)).Message.ShouldContain("pools no list");
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
