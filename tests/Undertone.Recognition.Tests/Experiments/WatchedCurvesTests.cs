using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class WatchedCurvesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-watched-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_network_has_curves_and_those_that_nothing_stops_by_say_so()
    {
        var data = Path.Combine(_folder, "data");
        SyntheticCorpus.Write(data);
        var workspace = new Workspace { Runs = Path.Combine(_folder, "runs"), Cache = new FeatureCache(Path.Combine(_folder, "cache")) };
        foreach (var stopping in new[] { "", """, "earlyStopping": { "patience": 3 }""" })
        {
            var recipe = Recipe.Parse($$"""
                { "name": "small", "sampleRateHz": 16000,
                  "features": { "shape": "pooled", "list": [ { "name": "mfcc", "n_mfcc": 13 } ], "pool": ["mean", "std"] },
                  "model": { "kind": "network", "layers": [ { "type": "dropout", "rate": 0.1 } ] },
                  "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 6{{stopping}} } }
                """);
            var options = new TrainingRunOptions { Data = [data], Recipe = recipe, Folds = 2, Threads = 2, Refit = false };
            var run = new TrainingRun(options, workspace).Execute();
            foreach (var fold in run.Evaluation!.Tested.GroupBy(t => t.Fold))
            {
                var metrics = run.Folder.Fold(fold.Key).Metrics;
                var lines = File.ReadAllLines(metrics).Select(l => JsonNode.Parse(l)!).ToArray();
                lines.Length.ShouldBeInRange(1, 6);
                lines.ShouldAllBe(l => (double)l["validationUar"]! >= 0 && (double)l["validationUar"]! <= 1);
                LearningCurve.Load(metrics, "x").WatchedOnly.ShouldBe(stopping.Length == 0);
                if (stopping.Length > 0)
                {
                    lines.ShouldAllBe(l => l["watchedOnly"] == null);
                    continue;
                }

                // The weights of the last epoch answer for the speakers that were watched.
                lines.ShouldAllBe(l => (bool)l["watchedOnly"]! && !(bool)l["best"]!);
                var (truth, answers) = (fold.Select(t => t.Truth).ToArray(), fold.Select(t => t.Predicted).ToArray());
                ((double)lines[^1]["validationUar"]!).ShouldBe(Scores.UnweightedAverageRecall(truth, answers), 1e-12);
                ((double)lines[^1]["validationAccuracy"]!).ShouldBe(Scores.Accuracy(truth, answers), 1e-12);
            }
        }
    }
}
