using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Neural.Optimizers;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Neural;

public sealed class OptionsTests
{
    [Fact]
    public void Options_are_read_from_json()
    {
        OptimizerOptions.FromJson(
            JsonNode.Parse("""{"type":"adamw","learningRate":0.0003,"weightDecay":0.01,"beta2":0.98}"""), "training.optimizer")
            .ShouldBe(new OptimizerOptions { Kind = OptimizerKind.AdamW, LearningRate = 0.0003, WeightDecay = 0.01, Beta2 = 0.98 });
        OptimizerOptions.FromJson(JsonNode.Parse("""{"type":"sgd","momentum":0.9,"nesterov":true}"""), "o")
            .ShouldBe(new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9, Nesterov = true });
        OptimizerOptions.FromJson(JsonNode.Parse("""{"type":"rmsprop","rho":0.9,"epsilon":1e-7}"""), "o")
            .ShouldBe(new OptimizerOptions { Kind = OptimizerKind.RmsProp, Rho = 0.9, Epsilon = 1e-7 });
        ScheduleOptions.FromJson(JsonNode.Parse("""{"type":"cosine","warmupEpochs":2.5,"finalShare":0.1}"""), "s")
            .ShouldBe(new ScheduleOptions { Kind = ScheduleKind.Cosine, WarmupEpochs = 2.5, FinalShare = 0.1 });
        ScheduleOptions.FromJson(JsonNode.Parse("""{"type":"reduce-on-plateau","factor":0.5,"patienceEpochs":3}"""), "s")
            .ShouldBe(new ScheduleOptions { Kind = ScheduleKind.ReduceOnPlateau, Factor = 0.5, PatienceEpochs = 3 });
        LossOptions.FromJson(JsonNode.Parse("""{"type":"focal","gamma":1.5,"labelSmoothing":0.125}"""), "l")
            .ShouldBe(new LossOptions { FocalGamma = 1.5, LabelSmoothing = 0.125 });
    }

    [Theory]
    [InlineData("""{"type":"adam","momentum":0.9}""", "o.momentum")]
    [InlineData("""{"type":"adagrad"}""", "o.type")]
    [InlineData("""{"learningRate":0.1}""", "o.type")]
    [InlineData("""{"type":"adam","learningRate":"fast"}""", "o.learningRate")]
    [InlineData("""{"type":"adam","learningRate":-1}""", "o.learningRate")]
    [InlineData("""[]""", "o")]
    public void Wrong_options_are_refused_with_the_place(string json, string path) =>
        Should.Throw<NetworkSpecException>(() => OptimizerOptions.FromJson(JsonNode.Parse(json), "o")).Path.ShouldBe(path);

    [Fact]
    public void Values_out_of_range_are_refused_before_training()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        foreach (var options in new TrainingOptions[]
        {
            new() { Epochs = 0 }, new() { BatchSize = 0 }, new() { ClipNorm = double.NaN }, new() { Ema = 1 }, new() { MixupAlpha = -1 },
            new() { Threads = -1 }, new() { EarlyStoppingPatience = -1 },
            new() { ClassWeights = [1, 2] }, new() { ClassWeights = [1, -2, 1] }, new() { Optimizer = new() { LearningRate = 0 } },
            new() { Optimizer = new() { Kind = OptimizerKind.Sgd, Nesterov = true } },
            new() { Schedule = new() { Factor = 0 } }, new() { Loss = new() { LabelSmoothing = 1 } },
        }) Should.Throw<ArgumentException>(() => new Trainer(network, options), options.ToString());
        Should.Throw<ArgumentException>(() => new SampleSet([new float[5]], [0, 1]));
        Should.Throw<ArgumentException>(() => new SampleSet([new float[5]], [0], [float.NaN]));
        Should.Throw<ArgumentException>(() => new Trainer(network, new()).Fit(new SampleSet([new float[5]], [3]), null))
            .Message.ShouldContain("label 3");
    }

    [Fact]
    public void A_warm_up_rises_in_a_straight_line_and_a_plateau_lowers_the_rate()
    {
        var warm = new ScheduleOptions { WarmupEpochs = 1 };
        Enumerable.Range(0, 5).Select(i => warm.Share(i, 4, 40)).ShouldBe([0.2, 0.4, 0.6, 0.8, 1]);
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        var schedule = new ScheduleOptions { Kind = ScheduleKind.ReduceOnPlateau, PatienceEpochs = 1, Factor = 0.5 };
        var options = new TrainingOptions { Epochs = 40, BatchSize = 16, Monitor = TrainingMonitor.Accuracy, Schedule = schedule };
        var rates = new Trainer(network, options).Fit(Blobs.Vectors(60, 5, 3, 1), Blobs.Vectors(30, 5, 3, 2))
            .Epochs.Select(e => e.LearningRate).ToArray();
        rates[0].ShouldBe(0.001);
        rates[^1].ShouldBeLessThan(0.0005);
        rates.Zip(rates.Skip(1)).ShouldAllBe(p => p.Second == p.First || p.Second == p.First / 2);
    }

    [Fact]
    public void Class_weights_draw_predictions_towards_the_heavy_class()
    {
        double ShareOfFirst(float[]? weights)
        {
            var network = Network.Create([], [2], 2, 1);
            var random = new Random(1);
            var labels = Enumerable.Range(0, 200).Select(i => i % 2).ToArray();
            var inputs = labels.Select(l => new[] { (float)(l * 0.5 + random.NextDouble() * 2 - 1), (float)random.NextDouble() }).ToList();
            var options = new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 200,
                Optimizer = new() { LearningRate = 0.05 },
                ClassWeights = weights,
            };
            new Trainer(network, options).Fit(new SampleSet(inputs, labels), null);
            // At the minimum the derivative by the bias is 0: the weighted mean of the probabilities is the class's share of the weights.
            var p = Blobs.Probabilities(network, inputs);
            double Weight(int i) => weights?[labels[i]] ?? 1;
            return Enumerable.Range(0, 200).Sum(i => Weight(i) * p[2 * i]) / Enumerable.Range(0, 200).Sum(Weight);
        }

        ShareOfFirst(null).ShouldBe(0.5, 0.02);
        ShareOfFirst([3, 1]).ShouldBe(0.75, 0.02);
    }

    [Fact]
    public void Mixup_keeps_targets_that_sum_to_one_and_lengths_of_the_longer()
    {
        var batch = new Tensor();
        batch.Resize(6, [-1, 2], 5);
        var targets = new float[18];
        var weights = Enumerable.Repeat(1f, 6).ToArray();
        for (var i = 0; i < 6; i++)
        {
            batch.SetLength(i, i % 5 + 1);
            batch.Sample(i).Clear();
            batch.Valid(i).Fill(i + 1);
            targets[i * 3 + i % 3] = 1;
        }

        Mixup.Apply(batch, targets, default, weights, [], 3, 0.4, new Xoshiro256PlusPlus(2));
        weights.ShouldAllBe(w => Math.Abs(w - 1) < 1e-6);
        for (var i = 0; i < 6; i++)
        {
            targets.AsSpan(i * 3, 3).ToArray().Sum().ShouldBe(1, 1e-6f);
            batch.Sample(i)[batch.Valid(i).Length..].ContainsAnyExcept(0f).ShouldBeFalse();
            Finite.IndexOfExcept(batch.Valid(i)).ShouldBe(-1);
        }
    }

    [Fact]
    public void Initialisers_have_their_spread_and_orthogonal_rows_are_orthonormal()
    {
        static float[] Make(InitializerKind kind, int rows, int columns)
        {
            var values = new float[rows * columns];
            new Initializer(kind, rows, columns).Fill(values, columns, new Xoshiro256PlusPlus(4));
            return values;
        }

        static double Deviation(float[] v) => Math.Sqrt(v.Average(x => (double)x * x));
        Deviation(Make(InitializerKind.GlorotUniform, 200, 300)).ShouldBe(Math.Sqrt(2.0 / 500), 0.001);
        Deviation(Make(InitializerKind.GlorotNormal, 200, 300)).ShouldBe(Math.Sqrt(2.0 / 500), 0.001);
        Deviation(Make(InitializerKind.HeUniform, 200, 300)).ShouldBe(Math.Sqrt(2.0 / 200), 0.002);
        Deviation(Make(InitializerKind.HeNormal, 200, 300)).ShouldBe(Math.Sqrt(2.0 / 200), 0.002);
        Make(InitializerKind.GlorotUniform, 200, 300).Max().ShouldBeInRange(0.99f * MathF.Sqrt(6f / 500), MathF.Sqrt(6f / 500));
        var q = Make(InitializerKind.Orthogonal, 9, 36);
        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < 9; j++)
                Enumerable.Range(0, 36).Sum(k => (double)q[i * 36 + k] * q[j * 36 + k]).ShouldBe(i == j ? 1 : 0, 1e-6);
        }

        Make(InitializerKind.UnitForgetBias, 1, 12).ShouldBe([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    }
}
