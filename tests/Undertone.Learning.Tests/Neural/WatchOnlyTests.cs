using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Learning.Tests.Neural;

public sealed class WatchOnlyTests
{
    private const string Sequential = """
        [{"type":"conv1d","filters":8,"kernel":3,"activation":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"},
         {"type":"spatial-dropout","rate":0.2},
         {"type":"bidirectional","layer":{"type":"lstm","units":6,"returnSequences":true}},
         {"type":"attentive-statistics-pool","units":5}]
        """;

    private static readonly TrainingOptions Quick =
        new() { Epochs = 5, BatchSize = 16, Optimizer = new() { LearningRate = 0.01 }, Seed = 7, WatchOnly = true };

    public static TheoryData<string, TrainingOptions> Trainings() => new()
    {
        { "plain", Quick },
        { "average and mixup", Quick with { Ema = 0.9, MixupAlpha = 0.3, ClipNorm = 0.5 } },
        {
            "a plateau that would be seen and a patience that would end it",
            Quick with
            {
                Optimizer = new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9 },
                Schedule = new() { Kind = ScheduleKind.ReduceOnPlateau, PatienceEpochs = 0 },
                EarlyStoppingPatience = 1,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Watching_changes_no_bit_of_a_training_and_reports_figures(string name, TrainingOptions options)
    {
        // Labels that cannot be learnt are watched too: nothing gets better, and nothing ends or slows down for that.
        var useless = Blobs.Vectors(31, 5, 3, 2);
        var watched = new SampleSet([.. useless.Inputs], [.. useless.Labels.Select(l => (l + 1) % 3)]);
        AssertSame(
            Blobs.Mlp, [5], Blobs.Vectors(90, 5, 3, 1), watched, options, name);
        AssertSame(
            Sequential, [-1, 4], Blobs.Sequences(40, 4, 3, 8, 20, 1), Blobs.Sequences(21, 4, 3, 8, 30, 2), options, name + ", sequences");
    }

    private static void AssertSame(
        string layers, int[] shape, SampleSet train, SampleSet watched, TrainingOptions options, string name)
    {
        var alone = Network.Create(Blobs.Layers(layers), shape, 3, seed: 1);
        var seen = Network.Create(Blobs.Layers(layers), shape, 3, seed: 1);
        var without = new Trainer(alone, options).Fit(train, null);
        var with = new Trainer(seen, options).Fit(train, watched);
        Blobs.Weights(seen).ShouldBe(Blobs.Weights(alone), name);
        (with.BestEpoch, with.StoppedEarly, with.Epochs.Count).ShouldBe((without.BestEpoch, false, options.Epochs), name);
        for (var i = 0; i < with.Epochs.Count; i++)
        {
            var (a, b) = (without.Epochs[i], with.Epochs[i]);
            (b with { ValidationLoss = null, ValidationAccuracy = null, ValidationUnweightedAverageRecall = null }).ShouldBe(a, name);
            b.ValidationLoss.ShouldNotBeNull();
            b.ValidationAccuracy!.Value.ShouldBeInRange(0, 1);
            b.ValidationUnweightedAverageRecall!.Value.ShouldBeInRange(0, 1);
        }
    }
}
