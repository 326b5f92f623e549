using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Collections;
using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

/// <summary>A small recipe on synthetic voices whose raters are unsure between two emotions.</summary>
public sealed class VoteTrainingTests : IDisposable
{
    private const string Small = """
        { "name": "small", "features": { "list": [ { "name": "mfcc", "n_mfcc": 8 } ] },
          "model": { "kind": "network", "layers": [ { "type": "dense", "units": 6, "activation": "relu" } ] },
          "training": { "epochs": 60 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-votes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Trained_on_votes_a_model_answers_as_unsurely_as_raters_do()
    {
        var manifest = WithVotes();
        TrainingRunResult Train(string labels, string name) => new TrainingRun(
            new TrainingRunOptions { Data = [manifest], Recipe = Recipe.Parse(Small).With("training.labels", labels), Folds = 2 },
            new Workspace { Runs = Path.Combine(_folder, name), Cache = new FeatureCache(Path.Combine(_folder, "cache")) }).Execute();

        var (hard, soft, again) = (Train("emotion", "hard"), Train("votes", "soft"), Train("votes", "again"));
        var (without, with) = (hard.Evaluation!.Votes.ShouldNotBeNull(), soft.Evaluation!.Votes.ShouldNotBeNull());
        (with.Utterances, with.Ties).ShouldBe((soft.Evaluation.Tested.Count, 0));
        with.Divergence.ShouldBeLessThan(without.Divergence);
        with.MajorityAccuracy.ShouldBe(soft.Evaluation.Report.Accuracy);
        var json = soft.Evaluation.ToJson()["votes"]!;
        json["crossEntropy"]!.GetValue<double>().ShouldBe(with.CrossEntropy);
        json["klDivergence"]!.GetValue<double>().ShouldBe(with.Divergence);
        File.ReadAllBytes(again.Folder.Predictions).ShouldBe(File.ReadAllBytes(soft.Folder.Predictions));
        File.ReadAllBytes(again.Folder.Evaluation).ShouldBe(File.ReadAllBytes(soft.Folder.Evaluation));
        File.ReadAllBytes(again.Folder.Refit.Model).ShouldBe(File.ReadAllBytes(soft.Folder.Refit.Model));
    }

    [Fact]
    public void Without_votes_a_recipe_that_learns_them_is_refused_and_no_score_is_told()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 2 });
        var options = new TrainingRunOptions { Data = [data], Recipe = Recipe.Parse(Small).With("training.labels", "votes"), Folds = 2 };
        var workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        Should.Throw<RecipeException>(() => new TrainingRun(options, workspace).Execute()).Place.ShouldBe("training.labels");
        var plain = new TrainingRun(options with { Recipe = Recipe.Parse(Small).With("training.epochs", "1"), Refit = false }, workspace);
        var evaluation = plain.Execute().Evaluation!;
        evaluation.Votes.ShouldBeNull();
        evaluation.ToJson().ContainsKey("votes").ShouldBeFalse();
    }

    /// <summary>Three of five raters hear what was acted; two hear sad where it is angry, and angry where it is sad.</summary>
    private string WithVotes()
    {
        var data = Path.Combine(_folder, "corpus");
        SyntheticCorpus.Write(data, new SyntheticCorpusOptions { Speakers = 4 });
        var utterances = CorpusCollection.Read([data]).Utterances.Where(u => u.Emotion is "angry" or "sad").Select(u => u with
        {
            Votes = new EmotionVotes([new("angry", u.Emotion == "angry" ? 3 : 2), new("sad", u.Emotion == "sad" ? 3 : 2)]),
        });
        var manifest = Path.Combine(_folder, "votes.csv");
        using var writer = new StreamWriter(manifest);
        CorpusManifest.Write(writer, utterances);
        return manifest;
    }
}
