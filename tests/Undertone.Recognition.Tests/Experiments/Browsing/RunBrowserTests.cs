using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Learning.Neural;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Browsing;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Tests.Experiments.Browsing;

/// <summary>Runs that are looked at while they are written and when they are done.</summary>
public sealed class RunBrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-browsing-").FullName;

    private string Runs => Path.Combine(_folder, "runs");

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Curves_grow_while_a_network_trains_and_are_whole_at_the_end()
    {
        var (begun, most) = (new List<RunState>(), 0);
        var run = Train(Small(epochs: 4), new Watcher(progress =>
        {
            if (new RunBrowser(Runs).All() is not [var now, ..]) return;
            begun.Add(now.State);
            if (now.Folds() is not [{ Fold: 1, Epochs: { Count: > 0 and < 4 } epochs }]) return;
            most = Math.Max(most, epochs.Count);
            epochs.Select(e => (int)e["epoch"]!).ShouldBe(Enumerable.Range(1, epochs.Count));
        }));
        begun.ShouldContain(RunState.Running);
        most.ShouldBe(3);
        var done = new RunBrowser(Runs).All().ShouldHaveSingleItem();
        done.State.ShouldBe(RunState.Finished);
        done.Folds().Select(f => f.Fold).ShouldBe([1, 2]);
        done.RefitEpochs().ShouldBeEmpty();
        foreach (var fold in done.Folds())
        {
            var lines = File.ReadAllLines(run.Folder.Fold(fold.Fold).Metrics);
            fold.Epochs.Select(e => e.ToJsonString()).ShouldBe(lines.Select(l => JsonNode.Parse(l)!.ToJsonString()));
        }
    }

    [Fact]
    public void A_line_that_is_half_written_is_left_out_and_of_a_repeated_epoch_the_last_counts()
    {
        var run = Train(Recipe.Load("knn"));
        var metrics = run.Folder.Fold(1).Metrics;
        File.WriteAllText(metrics, """
            {"epoch":1,"trainLoss":2}
            {"epoch":2,"trainLoss":1}
            {"epoch":2,"trainLoss":0.5}
            {"epoch":3,"tr
            """);
        var epochs = new RunBrowser(Runs).Find(run.Folder.FullPath.Split(Path.DirectorySeparatorChar)[^1])!.Folds()[0].Epochs;
        epochs.Select(e => e.ToJsonString()).ShouldBe(["{\"epoch\":1,\"trainLoss\":2}", "{\"epoch\":2,\"trainLoss\":0.5}"]);
        using (var log = new EpochLog(metrics, goesOn: true, watchedOnly: false))
            log.Add(new EpochReport { Epoch = 4, LearningRate = 0.1, TrainLoss = 1, TrainAccuracy = 1, IsBest = false });
        new RunBrowser(Runs).All()[0].Folds()[0].Epochs.Select(e => (int)e["epoch"]!).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public void A_run_in_which_nothing_is_written_any_more_has_stopped()
    {
        var run = Train(Recipe.Load("knn"));
        File.Delete(run.Folder.Evaluation);
        var now = new FixedClock(TimeProvider.System.GetUtcNow());
        new RunBrowser(Runs, now).All()[0].State.ShouldBe(RunState.Running);
        new RunBrowser(Runs, new FixedClock(now.Now + BrowsedRun.Pause)).All()[0].State.ShouldBe(RunState.Stopped);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../data")]
    [InlineData("../runs/RUN")]
    [InlineData("RUN/folds")]
    [InlineData("/")]
    [InlineData("a\0b")]
    public void A_name_that_leads_elsewhere_names_no_run(string name)
    {
        var run = Path.GetFileName(Train(Recipe.Load("knn")).Folder.FullPath);
        var browser = new RunBrowser(Runs);
        browser.Find(run).ShouldNotBeNull();
        browser.Find(name.Replace("RUN", run, StringComparison.Ordinal)).ShouldBeNull();
        new RunBrowser(Path.Combine(_folder, "none")).All().ShouldBeEmpty();
        new RunBrowser(Path.Combine(_folder, "none")).Find(run).ShouldBeNull();
    }

    [Fact]
    public void Answers_are_those_of_the_run_and_have_their_sound()
    {
        var run = Train(Recipe.Load("knn"));
        var browsed = new RunBrowser(Runs).All()[0];
        var json = browsed.ToJson();
        json["data"]!.AsArray().Select(d => (string)d!).ShouldBe(["data"]);
        ((double)json["uar"]!).ShouldBe(run.Evaluation!.Report.UnweightedAverageRecall);
        ((double)json["accuracy"]!).ShouldBe(run.Evaluation.Report.Accuracy);
        ((string)json["state"]!).ShouldBe("finished");
        var answers = browsed.Answers()!;
        answers.All.Count.ShouldBe(run.Evaluation.Tested.Count);
        for (var i = 0; i < answers.All.Count; i++)
        {
            var (answer, tested) = (answers.All[i], run.Evaluation.Tested[i]);
            answer.Id.ShouldBe(i + 1);
            answer.Truth.ShouldBe(tested.Utterance.Emotion);
            answer.Answer.ShouldBe(run.Evaluation.Labels[tested.Predicted]);
            ((string)answer.ToJson()["file"]!).ShouldBe(Path.GetFileName(tested.Utterance.Path));
        }

        answers.All[0].Load()!.Samples.ShouldBe(AudioClip.Load(run.Evaluation.Tested[0].Utterance.Path).Samples);
        File.Delete(run.Evaluation.Tested[0].Utterance.Path);
        answers.All[0].Load().ShouldBeNull();
    }

    [Fact]
    public void An_answer_whose_path_leads_out_of_the_data_has_no_sound()
    {
        var run = Train(Recipe.Load("knn"));
        WavWriter.Write(Path.Combine(_folder, "secret.wav"), new AudioClip(new float[100], 16_000));
        var lines = File.ReadAllLines(run.Folder.Predictions);
        lines[1] = "../secret.wav" + lines[1][lines[1].IndexOf(',')..];
        lines[2] = Path.Combine(_folder, "secret.wav") + lines[2][lines[2].IndexOf(',')..];
        File.WriteAllLines(run.Folder.Predictions, lines);
        var answers = new RunBrowser(Runs).All()[0].Answers()!;
        answers.All[0].Load().ShouldBeNull();
        answers.All[1].Load().ShouldBeNull();
        answers.All[2].Load().ShouldNotBeNull();
    }

    [Fact]
    public void Two_runs_are_set_side_by_side_over_what_both_were_tested_on()
    {
        Train(Recipe.Load("knn"));
        Train(Small(epochs: 2));
        var all = new RunBrowser(Runs).All();
        var (a, b) = (all[0].Answers()!, all[1].Answers()!);
        var difference = RunDifference.Of(a, b)!;
        difference.Common.ShouldBe(a.All.Count);
        (difference.Both + difference.OnlyA + difference.OnlyB + difference.Neither).ShouldBe(difference.Common);
        difference.UarDifference.ShouldBe(all[0].Summary.Uar!.Value - all[1].Summary.Uar!.Value, 1e-12);
        difference.Interval.ShouldNotBeNull();
        difference.Interval.Value.Low.ShouldBeLessThanOrEqualTo(difference.Interval.Value.High);
        difference.P.ShouldBeInRange(0, 1);
        RunDifference.Of(b, a)!.UarDifference.ShouldBe(-difference.UarDifference, 1e-12);
        var same = RunDifference.Of(a, a)!;
        (same.OnlyA, same.OnlyB, same.UarDifference, same.P).ShouldBe((0, 0, 0, 1));
        same.Interval.ShouldBe(new ConfidenceInterval(0, 0));
    }

    private static Recipe Small(int epochs) => Recipe.Parse($$"""
        { "name": "small", "sampleRateHz": 16000,
          "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 13 } ], "pool": ["mean", "std"] },
          "model": { "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] },
          "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": {{epochs}} } }
        """);

    private TrainingRunResult Train(Recipe recipe, Watcher? watcher = null)
    {
        if (!Directory.Exists(Data)) SyntheticCorpus.Write(Data, new SyntheticCorpusOptions { Speakers = 2 });
        var workspace = new Workspace { Runs = Runs, Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        var options = new TrainingRunOptions { Data = [Data], Recipe = recipe, Folds = 2, Threads = 1, Refit = false };
        return new TrainingRun(options, workspace).Execute(watcher);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
