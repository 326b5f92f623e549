using System.Text;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments.Tuning;

/// <summary>The tested speakers have no part in the choice.</summary>
public sealed class NestedSearchTests(TuningFixture fixture) : IClassFixture<TuningFixture>
{
    [Theory]
    [InlineData("knn")]
    [InlineData("network")]
    public void Other_labels_of_the_test_speakers_change_the_score_and_no_choice(string kind)
    {
        var (recipe, parameter) = kind == "knn"
            ? (TuningFixture.Knn, "model.neighbours=1,5,15")
            : (TuningFixture.Network, "training.optimizer.learningRate=0.1,0.001");
        var utterances = fixture.Utterances();
        string[] tested = [utterances[0].Speaker, utterances[^1].Speaker];
        var labels = LabelSet.Of(utterances.Select(u => u.Emotion));
        var honest = Tune("honest", utterances);
        var turned = Tune("turned", [.. utterances.Select(u => tested.Contains(u.Speaker) ? u with { Emotion = Next(u.Emotion) } : u)]);

        turned.Searches[0].ToJson().ToJsonString().ShouldBe(honest.Searches[0].ToJson().ToJsonString());
        turned.Searches[^1].ToJson().ToJsonString().ShouldNotBe(
            honest.Searches[^1].ToJson().ToJsonString(), "the search over all speakers sees them");
        turned.Evaluation.Tested.Select(t => t.Probabilities).ShouldBe(honest.Evaluation.Tested.Select(t => t.Probabilities));
        turned.Evaluation.Tested.Count(t => t.Utterance.Speaker == tested[0]).ShouldBeGreaterThan(0);
        turned.Evaluation.Report.UnweightedAverageRecall.ShouldNotBe(honest.Evaluation.Report.UnweightedAverageRecall);

        string Next(string emotion) => labels[(labels.IndexOf(emotion) + 1) % labels.Count];

        TuningResult Tune(string name, IReadOnlyList<Utterance> data)
        {
            var folder = Directory.CreateDirectory(Path.Combine(fixture.Folder, kind + "-" + name)).FullName;
            var manifest = Path.Combine(folder, "manifest.csv");
            using (var writer = new StreamWriter(manifest)) CorpusManifest.Write(writer, data);
            var read = CorpusCollection.Read([manifest], new CorpusReadOptions()).Utterances;
            read.Count.ShouldBe(data.Count);
            var split = new StringBuilder("path,part\n");
            foreach (var u in read)
                split.Append(u.RelativePath).Append(',').Append(tested.Contains(u.Speaker) ? "test" : "train").Append('\n');
            File.WriteAllText(Path.Combine(folder, "split.csv"), split.ToString());
            return fixture.Tune(fixture.Options(recipe, parameter) with
            {
                Data = [manifest],
                Protocol = ProtocolSpec.Split(Path.Combine(folder, "split.csv")),
                Labels = labels,
            });
        }
    }

    [Fact]
    public void Inner_folds_are_made_of_the_training_speakers_and_keep_them_whole()
    {
        var utterances = fixture.Utterances();
        var data = TrainingData.Map(utterances, LabelSet.Of(utterances.Select(u => u.Emotion)), [], null);
        var options = fixture.Options(TuningFixture.Network, "training.batch=8") with { InnerFolds = 3 };
        var search = new TrialSearch(options, data, [], [], new FeatureTables(_ => []), null);
        foreach (var outer in ProtocolPlan.Create(ProtocolSpec.LeaveOneSpeakerOut, data.Utterances, data.Targets, 2, 0, null).Folds)
        {
            var inner = search.InnerFolds(options.Recipe, outer.Train);
            inner.Count.ShouldBe(3);
            inner.SelectMany(f => f.Test).Order().ToArray().ShouldBe(outer.Train, "each training utterance judges once");
            foreach (var fold in inner)
            {
                fold.Train.Concat(fold.Validation).Concat(fold.Test).Order().ToArray().ShouldBe(outer.Train);
                fold.Validation.ShouldNotBeEmpty();
                var parts = new[] { fold.Train, fold.Validation, fold.Test }
                    .Select(p => p.Select(i => utterances[i].SpeakerKey).ToHashSet()).ToArray();
                (parts[0].Overlaps(parts[1]) || parts[0].Overlaps(parts[2]) || parts[1].Overlaps(parts[2])).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void The_headline_is_what_training_with_the_choice_gives_and_the_defaults_are_the_recipe_as_it_stands()
    {
        var result = fixture.Tune(fixture.Options(TuningFixture.Regression, "model.C=0.0000000001,1"));
        result.Searches.Select(s => s.Chosen.Settings["model.C"]).ShouldBe(["1", "1", "1"]);
        Json(result.Evaluation).ShouldBe(Json(Train(TuningFixture.Regression.With("model.C", "1"))));
        Json(result.Defaults).ShouldBe(Json(Train(TuningFixture.Regression)));
        result.Gain.Uar.ShouldBe(result.Evaluation.Report.UnweightedAverageRecall - result.Defaults.Report.UnweightedAverageRecall);
        result.Model.Manifest.Recipe.ToJson().ToJsonString()
            .ShouldBe(TuningFixture.Regression.With("model.C", "1").With("hearing.band", "7200").ToJson().ToJsonString());

        // A trial's score is that of a training on the inner folds alone.
        var inner = result.Searches[^1].Chosen.InnerUars;
        var all = Train(TuningFixture.Regression.With("model.C", "1"));
        inner.ShouldBe(new[] { 1, 2 }.Select(f => UarOf(all, f)), "over all speakers, inner and outer folds are the same here");

        EvaluationResult Train(Recipe recipe) => new TrainingRun(
            new TrainingRunOptions { Data = [fixture.Corpus], Recipe = recipe, Folds = 2, Threads = 1 },
            fixture.Workspace).Execute().Evaluation!;

        static string Json(EvaluationResult e) => e.ToJson().ToJsonString();

        static double UarOf(EvaluationResult e, int fold)
        {
            var tested = e.Tested.Where(t => t.Fold == fold).ToArray();
            return tested.GroupBy(t => t.Truth).Average(c => c.Count(t => t.Predicted == c.Key) / (double)c.Count());
        }
    }
}
