using System.Text.Json;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Export;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>Synthetic voices whose energy is their arousal, 1 to 7; a tenth of them has none.</summary>
public sealed class DimensionTrainingTests : IDisposable
{
    private const string Common = """
        "hearing": { "level": "as-recorded" }, "features": { "list": [ { "name": "rms" }, { "name": "mfcc", "n_mfcc": 8 } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-dimensions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_with_both_heads_hears_arousal_and_emotions_of_speakers_that_it_has_never_heard()
    {
        var utterances = Utterances();
        var recipe = Recipe.Parse($$"""
            { "name": "both", "targets": ["emotion", "arousal"], {{Common}},
              "model": { "kind": "network", "layers": [ { "type": "dense", "units": 24, "activation": "relu" } ] },
              "training": { "epochs": 60, "batch": 16, "optimizer": { "type": "adam", "learningRate": 0.005 } } }
            """);
        var result = Train(recipe, utterances, "both");
        var evaluation = result.Evaluation!;
        var arousal = evaluation.Dimensions.ShouldHaveSingleItem();
        arousal.Name.ShouldBe("arousal");
        arousal.All.Concordance.ShouldBeGreaterThan(0.8);
        arousal.All.Utterances.ShouldBe(utterances.Count(u => u.Dimensions is not null));
        arousal.PerFold.Select(f => f.Fold).ShouldBe([1, 2]);
        arousal.PerFold.Sum(f => f.Utterances).ShouldBe(arousal.All.Utterances);
        arousal.ConcordanceInterval.ShouldNotBeNull().Low.ShouldBeLessThan(arousal.All.Concordance);
        evaluation.Report.UnweightedAverageRecall.ShouldBeGreaterThan(evaluation.Chance);
        evaluation.Tested.GroupBy(t => t.Utterance.SpeakerKey).ShouldAllBe(g => g.Select(t => t.Fold).Distinct().Count() == 1);
        File.ReadAllText(result.Folder.Report).ShouldContain("dimension-arousal");

        var again = Train(recipe, utterances, "again", threads: 1);
        File.ReadAllBytes(again.Folder.Predictions).ShouldBe(File.ReadAllBytes(result.Folder.Predictions));
        File.ReadAllBytes(again.Folder.Refit.Model).ShouldBe(File.ReadAllBytes(result.Folder.Refit.Model));
        var back = PredictionsCsv.TryLoad(result.Folder.Predictions, evaluation.Labels).ShouldNotBeNull();
        back.Select(t => t.Dimensions).ShouldBe(evaluation.Tested.Select(t => t.Dimensions));
        back.Select(t => t.Utterance.Dimensions?["arousal"]).ShouldBe(evaluation.Tested.Select(t => t.Utterance.Dimensions?["arousal"]));
    }

    [Theory]
    [InlineData("ridge", "")]
    [InlineData("svm", ", \"C\": 3")]
    [InlineData("random-forest", ", \"maxFeatures\": \"all\"")]
    [InlineData("gradient-boosting", ", \"minSamplesLeaf\": 5")]
    public void A_classical_model_on_dimensions_alone_answers_with_them_and_no_emotion(string kind, string options)
    {
        var utterances = Utterances();
        var recipe = Recipe.Parse(
            $$"""{ "name": "numbers", "targets": ["arousal"], {{Common}}, "model": { "kind": "{{kind}}"{{options}} } }""");
        var result = Train(recipe, utterances, kind);
        var evaluation = result.Evaluation!;
        evaluation.HasEmotion.ShouldBeFalse();
        evaluation.Tested.Count.ShouldBe(utterances.Count(u => u.Dimensions is not null));
        evaluation.Dimensions.ShouldHaveSingleItem().All.Concordance.ShouldBeGreaterThan(0.8);
        var json = evaluation.ToJson();
        json["metrics"]!["uar"].ShouldBeNull();
        json["confusion"]!.AsArray().ShouldBeEmpty();
        json["dimensions"]![0]!["ccc"]!.GetValue<double>().ShouldBe(evaluation.Dimensions[0].All.Concordance);
        json["dimensions"]![0]!["perFold"]!.AsArray().Count.ShouldBe(2);
        RunSummary.TryRead(result.Folder.FullPath)!.Uar.ShouldBeNull();
        File.ReadAllText(result.Folder.Report).ShouldNotContain("id=\"confusion\"");

        using var recognizer = EmotionRecognizer.Load(result.Folder.Refit.Model);
        recognizer.Labels.ShouldBe(LabelSet.None);
        var spoken = utterances.First(u => u.Dimensions is not null);
        var loud = recognizer.Predict(spoken.Clip!, segments: true);
        loud.Speech.ShouldBeTrue();
        loud.Emotion.ShouldBeNull();
        loud.Scores.Count.ShouldBe(0);
        loud.Dimensions.ShouldNotBeNull()["arousal"].ShouldNotBeNull();

        var text = JsonSerializer.Serialize(loud, PredictionJson.SerializerOptions);
        JsonSerializer.Deserialize<EmotionPrediction>(text, PredictionJson.SerializerOptions)!.Dimensions.ShouldBe(loud.Dimensions);
        using var stream = recognizer.OpenStream(16000, StreamingOptions.Timeline);
        SegmentPrediction[] live = [.. stream.Push(spoken.Clip!.Samples), .. stream.Complete()];
        live.ShouldContain(a => a.Speech && a.Emotion == null && a.Dimensions != null);
        live.Select(a => a.Dimensions).ShouldBe(loud.Segments!.Select(a => a.Dimensions));
        var bundle = ModelBundle.Load(result.Folder.Refit.Model);
        Should.Throw<ExportException>(() => OnnxExport.Save(bundle, Stream.Null)).Fault.ShouldContain("arousal");
        Should.Throw<ExportException>(() => WeightExport.Save(bundle, Stream.Null)).Fault.ShouldContain("arousal");
        var tested = new ModelEvaluation(bundle, new EvaluationOptions { Utterances = utterances }, Workspace(kind)).Execute();
        tested.Dimensions.ShouldHaveSingleItem().All.Concordance.ShouldBeGreaterThan(0.8);
        Should.Throw<ExperimentOptionException>(
            () => new ModelEvaluation(bundle, new EvaluationOptions { Utterances = utterances, Importance = true }, Workspace(kind)));
    }

    [Theory]
    [InlineData("svm")]
    [InlineData("random-forest")]
    [InlineData("gradient-boosting")]
    public void A_classical_model_of_both_answers_as_two_models_of_one_each(string kind)
    {
        Utterance[] rated = [.. Utterances().Where(u => u.Dimensions is not null)];
        IReadOnlyList<TestedUtterance> Tested(string targets) => Train(
            Recipe.Parse($$"""{ "name": "t", "targets": {{targets}}, {{Common}}, "model": { "kind": "{{kind}}" } }"""),
            rated, $"{kind}-{targets.Length}").Evaluation!.Tested;
        var both = Tested("[\"emotion\", \"arousal\"]");
        var words = Tested("[\"emotion\"]");
        var numbers = Tested("[\"arousal\"]").ToDictionary(t => t.Utterance.Key);
        both.Select(t => t.Utterance.Key).ShouldBe(words.Select(t => t.Utterance.Key));
        numbers.Count.ShouldBe(both.Count);
        for (var i = 0; i < both.Count; i++)
        {
            both[i].Probabilities.ShouldBe(words[i].Probabilities, $"probabilities of {i}");
            both[i].Dimensions.ShouldBe(numbers[both[i].Utterance.Key].Dimensions, $"arousal of {i}");
        }
    }

    [Fact]
    public void Recipes_and_finished_runs_are_compared_by_dimensions_with_emotions_or_without()
    {
        var utterances = Utterances();
        Recipe Of(string name, string targets, string model) =>
            Recipe.Parse($$"""{ "name": "{{name}}", "targets": {{targets}}, {{Common}}, "model": {{model}} }""");
        const string Forest = """{ "kind": "random-forest", "trees": 20 }""";
        var numbers = new[] { Of("ridge", "[\"arousal\"]", """{ "kind": "ridge" }"""), Of("forest", "[\"arousal\"]", Forest) };
        var workspace = Workspace("compare");
        ComparisonOptions Options(params Recipe[] recipes) => new() { Utterances = utterances, Recipes = recipes, Folds = 2 };

        var alone = new ModelComparison(Options(numbers), workspace).Execute();
        alone.Rows.ShouldAllBe(r => r.AgainstBest == null && r.Evaluation.Dimensions.Count == 1 && r.Cost.MillisecondsPerClip > 0);
        alone.Rows.ShouldAllBe(r => r.Evaluation.Dimensions[0].All.Concordance > 0.8);
        var page = File.ReadAllText(alone.Report);
        page.ShouldContain("ccc-1-arousal");
        page.ShouldNotContain("Recall of each emotion");
        page.ShouldNotContain("NaN");
        var kept = RunSummary.TryRead(alone.Folder).ShouldNotBeNull();
        kept.Uar.ShouldBeNull();
        kept.Concordance.ShouldHaveSingleItem().Value.ShouldBe(alone.Rows.Max(r => r.Evaluation.Dimensions[0].All.Concordance));
        kept.ToJson()["ccc"]!["arousal"]!.GetValue<double>().ShouldBe(kept.Concordance["arousal"]);

        var finished = Options() with { FinishedRuns = [.. alone.Rows.Select(r => r.RunFolder)] };
        var again = new ModelComparison(finished, workspace).Execute();
        again.Rows.Select(r => r.Evaluation.Dimensions[0].All).ShouldBe(alone.Rows.Select(r => r.Evaluation.Dimensions[0].All));

        var mixed = new ModelComparison(
            Options(Of("both", "[\"emotion\", \"arousal\"]", Forest), Of("words", "[\"emotion\"]", Forest)), workspace).Execute();
        mixed.Rows.Select(r => r.Evaluation.Dimensions.Count).ShouldBe([1, 0]);
        mixed.Rows.Count(r => r.AgainstBest is null).ShouldBe(1);
        File.ReadAllText(mixed.Report).ShouldContain("ccc-1-arousal");
        Should.Throw<ExperimentOptionException>(() => new ModelComparison(Options([.. numbers, Of("words", "[\"emotion\"]", Forest)])));
    }

    [Theory]
    [InlineData("[]", "knn", "targets")]
    [InlineData("[\"arousal\"]", "knn", "targets")]
    [InlineData("[\"emotion\"]", "ridge", "targets")]
    [InlineData("[\"Arousal\"]", "ridge", "targets")]
    [InlineData("[\"arousal\", \"arousal\"]", "ridge", "targets")]
    [InlineData("[1]", "ridge", "targets")]
    public void Targets_that_a_model_cannot_learn_are_refused_with_their_place(string targets, string kind, string place) =>
        Should.Throw<RecipeException>(() => Recipe.Parse(
            $$"""{ "name": "bad", "targets": {{targets}}, {{Common}}, "model": { "kind": "{{kind}}" } }""")).Place.ShouldBe(place);

    [Fact]
    public void A_dimension_that_the_data_lacks_is_refused_with_those_that_it_has()
    {
        var recipe = Recipe.Parse($$"""{ "name": "bad", "targets": "calmness", {{Common}}, "model": { "kind": "ridge" } }""");
        Should.Throw<CorpusException>(() => Train(recipe, Utterances(), "lacks")).Message.ShouldContain("arousal");
    }

    private Workspace Workspace(string name) =>
        new() { Runs = Path.Combine(_folder, name), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };

    private TrainingRunResult Train(Recipe recipe, Utterance[] utterances, string name, int? threads = null) => new TrainingRun(
        new TrainingRunOptions { Utterances = utterances, Recipe = recipe, Folds = 2, Threads = threads }, Workspace(name)).Execute();

    private Utterance[] Utterances()
    {
        var data = Path.Combine(_folder, "corpus");
        if (!Directory.Exists(data)) SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        return
        [
            .. CorpusCollection.Read([data]).Utterances.Select((u, i) =>
            {
                var level = i * 0.6180339887498949 % 1;
                var clip = AudioClip.Load(u.Path);
                var gain = (float)Math.Pow(10, (level - 1) * 1.5);
                var louder = new AudioClip([.. clip.Samples.Select(s => s * gain)], clip.SampleRateHz);
                return Utterance.FromClip(louder, u.RelativePath, u.Emotion, u.Speaker, "synthetic") with
                {
                    Dimensions = i % 10 == 0 ? null : new EmotionDimensions([KeyValuePair.Create("arousal", 1 + 6 * level)], 1, 7),
                };
            }),
        ];
    }
}
