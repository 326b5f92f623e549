using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Learning.Tests.Neural;

public sealed class LayerOptionsTests
{
    private const string Deep = """
        [{"type":"conv1d","filters":6,"kernel":3,"activation":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"},
         {"type":"residual","layers":[{"type":"dense","units":6},{"type":"batch-norm"},{"type":"relu"}]},
         {"type":"gru","units":5},{"type":"dense","units":7,"activation":"relu"},{"type":"dropout","rate":0.2}]
        """;

    private static readonly TrainingOptions Quick =
        new() { Epochs = 4, BatchSize = 8, Seed = 5, Optimizer = new() { LearningRate = 0.01 } };

    [Theory]
    [InlineData("conv2d", "conv2d_1.kernel", true)]
    [InlineData("conv2d_1", "conv2d_1.kernel", true)]
    [InlineData("conv2d_1", "conv2d_10.kernel", false)]
    [InlineData("conv", "conv2d_1.kernel", false)]
    [InlineData("residual_1.dense", "residual_1.dense_2.bias", true)]
    [InlineData("dense", "residual_1.dense_2.bias", false)]
    public void Layers_are_named_in_whole_words(string prefix, string name, bool fits) =>
        new LayerOptions { Prefix = prefix }.Fits(name).ShouldBe(fits);

    public static TheoryData<OptimizerOptions> Optimizers() =>
    [
        new() { LearningRate = 0.01 }, new() { Kind = OptimizerKind.AdamW, LearningRate = 0.01, WeightDecay = 0.1 },
        new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9 },
        new() { Kind = OptimizerKind.RmsProp, LearningRate = 0.01, Momentum = 0.5 },
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Frozen_layers_keep_every_bit_and_the_others_learn(OptimizerOptions optimizer)
    {
        foreach (var prefix in new[] { "conv1d", "batch_norm", "residual_1", "residual_1.batch_norm_1", "gru_1", "dense_1", "dense_2" })
        {
            var own = new LayerOptions { Prefix = prefix, LearningRate = 0 };
            var options = Quick with { Optimizer = optimizer, Ema = 0.9, ClipNorm = 0.5, Layers = [own] };
            var (before, after) = (Create(), Create());
            Fit(after, options);
            foreach (var (old, now) in before.State.Zip(after.State))
            {
                if (own.Fits(now.Name)) Blobs.Values(now).ShouldBe(Blobs.Values(old), $"{now.Name}, {prefix} frozen");
                else Blobs.Values(now).ShouldNotBe(Blobs.Values(old), $"{now.Name}, {prefix} frozen");
            }
        }
    }

    [Fact]
    public void Gradients_behind_frozen_layers_are_those_of_a_network_that_learns_whole()
    {
        // One step of plain descent: what learns moves as it does where all learns, whatever else is frozen.
        var options = Quick with { Epochs = 1, BatchSize = 40, Optimizer = new() { Kind = OptimizerKind.Sgd, LearningRate = 0.1 } };
        const string Layers = """[{"type":"conv1d","filters":6,"kernel":3},{"type":"gru","units":5},{"type":"dense","units":7}]""";
        var whole = Create(Layers);
        Fit(whole, options);
        foreach (var prefix in new[] { "conv1d", "gru", "dense_1", "dense_2" })
        {
            var own = new LayerOptions { Prefix = prefix, LearningRate = 0 };
            var part = Create(Layers);
            Fit(part, options with { Layers = [own] });
            foreach (var (all, some) in whole.State.Zip(part.State))
            {
                if (!own.Fits(some.Name)) Blobs.Values(some).ShouldBe(Blobs.Values(all), some.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void One_factor_for_all_layers_is_another_learning_rate(OptimizerOptions optimizer)
    {
        var (factor, rate) = (Create(), Create());
        string[] prefixes = ["conv1d", "batch_norm", "residual", "gru", "dense"];
        LayerOptions[] all = [.. prefixes.Select(p => new LayerOptions { Prefix = p, LearningRate = 0.5 })];
        Fit(factor, Quick with { Optimizer = optimizer, Layers = all });
        Fit(rate, Quick with { Optimizer = optimizer with { LearningRate = optimizer.LearningRate * 0.5 } });
        Blobs.Weights(factor).ShouldBe(Blobs.Weights(rate));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_layer_that_thaws_learns_as_at_the_start_of_a_training(OptimizerOptions optimizer)
    {
        // One sample, so that every step is the same; all else is frozen for good, so that the steps before the thaw change nothing.
        const string Plain = """[{"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":"classes"}]""";
        SampleSet one = new([[0.3f, -0.7f, 0.5f]], [1]);
        float[] Train(int frozen, int epochs)
        {
            var network = Network.Create(Blobs.Layers(Plain), [3], 2, seed: 1);
            new Trainer(network, Quick with
            {
                Epochs = epochs,
                Optimizer = optimizer,
                Layers = [new() { Prefix = "dense_1", FrozenEpochs = frozen }, new() { Prefix = "dense_2", LearningRate = 0 }],
            }).Fit(one, null);
            return Blobs.Weights(network);
        }

        for (var frozen = 1; frozen < 4; frozen++) Train(frozen, 6).ShouldBe(Train(0, 6 - frozen));
    }

    [Fact]
    public void The_longest_prefix_counts_whatever_the_order()
    {
        LayerOptions all = new() { Prefix = "dense", LearningRate = 0 };
        LayerOptions second = new() { Prefix = "dense_2", LearningRate = 0.5 };
        var (a, b, start) = (Create(), Create(), Create());
        Fit(a, Quick with { Layers = [all, second] });
        Fit(b, Quick with { Layers = [second, all] });
        Blobs.Weights(a).ShouldBe(Blobs.Weights(b));
        float[] Kernel(Network network, string name) => Blobs.Values(network.State.Single(t => t.Name == name + ".kernel"));
        Kernel(a, "dense_1").ShouldBe(Kernel(start, "dense_1"));
        Kernel(a, "dense_2").ShouldNotBe(Kernel(start, "dense_2"));
    }

    [Fact]
    public void Another_training_of_the_same_network_knows_nothing_of_what_was_frozen()
    {
        var (used, fresh) = (Create(), Create());
        Fit(used, Quick with { Layers = [.. used.LayerNames.Select(n => new LayerOptions { Prefix = n, LearningRate = 0 })] });
        Blobs.Weights(used).ShouldBe(Blobs.Weights(fresh));
        Fit(used, Quick);
        Fit(fresh, Quick);
        Blobs.Weights(used).ShouldBe(Blobs.Weights(fresh));
    }

    [Theory]
    [InlineData("conv2d", 1, 0, "no layer")]
    [InlineData("dense_11", 1, 0, "no layer")]
    [InlineData("", 1, 0, "empty")]
    [InlineData("dense", -0.1, 0, "factor")]
    [InlineData("dense", double.NaN, 0, "factor")]
    [InlineData("dense", 1, -1, "frozen")]
    public void Options_that_fit_no_layer_are_refused(string prefix, double rate, int epochs, string fault)
    {
        var options = Quick with { Layers = [new() { Prefix = prefix, LearningRate = rate, FrozenEpochs = epochs }] };
        Should.Throw<ArgumentException>(() => new Trainer(Create(), options)).Message.ShouldContain(fault, Case.Insensitive);
    }

    [Fact]
    public void A_checkpoint_of_other_layer_options_is_refused()
    {
        using var stream = new MemoryStream();
        new Trainer(Create(), Quick with { Layers = [new() { Prefix = "dense", FrozenEpochs = 1 }] }).SaveCheckpoint(stream);
        foreach (var layers in new LayerOptions[][] { [], [new() { Prefix = "dense", FrozenEpochs = 2 }], [new() { Prefix = "gru" }] })
        {
            var other = new Trainer(Create(), Quick with { Layers = layers });
            Should.Throw<InvalidDataException>(() => other.LoadCheckpoint(new MemoryStream(stream.ToArray())))
                .Message.ShouldContain("other options");
        }
    }

    private static Network Create(string layers = Deep) => Network.Create(Blobs.Layers(layers), [-1, 3], 3, seed: 1);

    private static void Fit(Network network, TrainingOptions options) =>
        new Trainer(network, options).Fit(Blobs.Sequences(40, 3, 3, 6, 12, 1), null);
}
