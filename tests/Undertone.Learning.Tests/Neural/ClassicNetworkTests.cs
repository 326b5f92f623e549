using Undertone.Learning.Neural;

namespace Undertone.Learning.Tests.Neural;

/// <summary>The networks that the field trains, as lists of layers.</summary>
public sealed class ClassicNetworkTests
{
    private const string Block = """
        {"type":"conv1d","filters":F,"kernel":3,"activation":"relu"},{"type":"batch-norm"},
        {"type":"max-pool1d"},{"type":"dropout","rate":0.2}
        """;

    private const string Head = """
        {"type":"lstm","units":128,"returnSequences":true},{"type":"lstm","units":128},
        {"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.3},{"type":"dense","units":"classes"}
        """;

    private static readonly string CnnLstm =
        $"[{string.Join(',', new[] { "64", "128", "256" }.Select(f => Block.Replace(":F,", $":{f},", StringComparison.Ordinal)))},{Head}]";

    private const string Crnn = """
        [{"type":"conv2d","filters":8,"kernel":3},{"type":"batch-norm"},{"type":"relu"},{"type":"max-pool2d"},
         {"type":"dropout","rate":0.25},
         {"type":"conv2d","filters":16,"kernel":3},{"type":"batch-norm"},{"type":"relu"},{"type":"max-pool2d"},
         {"type":"reshape","shape":[-1,64]},{"type":"bidirectional","layer":{"type":"gru","units":12,"returnSequences":true}},
         {"type":"attentive-statistics-pool","units":8}]
        """;

    private const string Transformer = """
        [{"type":"dense","units":16},{"type":"positional-encoding"},
         {"type":"transformer-block","heads":2,"units":32,"dropout":0.1},{"type":"transformer-block","heads":4,"units":32},
         {"type":"statistics-pool"}]
        """;

    public static TheoryData<string, int> Sequences() =>
        new() { { Crnn, 16 }, { Transformer, 16 }, { """[{"type":"lstm","units":12}]""", 16 } };

    [Theory]
    [InlineData(188)]
    [InlineData(40)]
    public void The_classic_cnn_lstm_has_exactly_471431_parameters(int features)
    {
        var network = Network.Create(Blobs.Layers(CnnLstm), [features, 1], 7, 0);
        network.ParameterCount.ShouldBe(471_431);
        network.TrainableParameterCount.ShouldBe(470_535);
        network.Summary.Sum(l => l.ParameterCount).ShouldBe(471_431);
        network.Summary.Select(l => l.Type).Take(5).ShouldBe(["conv1d", "batch-norm", "max-pool1d", "dropout", "conv1d"]);
        network.Summary[0].OutputShape.ShouldBe([features, 64]);
        network.State.Select(t => t.Name).ShouldContain("conv1d_3.kernel");
        network.State.Select(t => t.Name).ShouldContain("batch_norm_1.moving_variance");
        network.State.Single(t => t.Name == "lstm_2.recurrent_kernel").Shape.ShouldBe([128, 512]);
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Samples_of_any_length_predict_the_same_alone_and_together(string layers, int columns)
    {
        int[] shape = layers.Contains("conv2d", StringComparison.Ordinal) ? [-1, columns, 1] : [-1, columns];
        var network = Network.Create(Blobs.Layers(layers), shape, 4, 3);
        var inputs = Blobs.Sequences(40, columns, 4, Math.Max(4, network.MinimumSteps), 50, 1).Inputs;
        var together = Blobs.Probabilities(network, inputs);
        for (var i = 0; i < inputs.Count; i++)
        {
            network.Threads = 1 + i % 3;
            Blobs.Probabilities(network, [inputs[i]]).ShouldBe(together.AsSpan(i * 4, 4).ToArray(), $"sample {i}");
            together.AsSpan(i * 4, 4).ToArray().Sum().ShouldBe(1, 1e-6f);
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Training_on_samples_of_any_length_learns_and_repeats_to_the_bit(string layers, int columns)
    {
        int[] shape = layers.Contains("conv2d", StringComparison.Ordinal) ? [-1, columns, 1] : [-1, columns];
        var (train, validation) = (Blobs.Sequences(120, columns, 4, 12, 40, 1), Blobs.Sequences(40, columns, 4, 12, 40, 2));
        float[]? first = null;
        foreach (var threads in new[] { 1, 2, 4 })
        {
            var network = Network.Create(Blobs.Layers(layers), shape, 4, 3);
            var options = new TrainingOptions
            {
                Epochs = 6,
                BatchSize = 16,
                Threads = threads,
                Optimizer = new() { LearningRate = 0.01 },
                ClipNorm = 1,
                Seed = 5,
            };
            var history = new Trainer(network, options).Fit(train, validation);
            history.Epochs.Max(e => e.ValidationAccuracy!.Value).ShouldBeGreaterThan(0.6);
            Blobs.Weights(network).ShouldBe(first ??= Blobs.Weights(network), $"{threads} threads");
        }
    }

    [Fact]
    public void Samples_that_are_too_short_are_refused_by_number()
    {
        const string Layers = """
            [{"type":"conv1d","filters":4,"kernel":5,"padding":"valid"},{"type":"max-pool1d","size":3},{"type":"global-average-pool"}]
            """;
        var network = Network.Create(Blobs.Layers(Layers), [-1, 2], 3, 0);
        network.MinimumSteps.ShouldBe(7);
        Should.Throw<ArgumentException>(() => network.Predict([new float[14], new float[12]], new float[6]))
            .Message.ShouldBe("Sample 1 has 6 steps; this network needs at least 7.");
    }

    [Theory]
    [InlineData("""[{"type":"conv1d","filters":4,"kernel":3}]""", "layers[1]", "one vector a sample")]
    [InlineData("""[{"type":"conv2d","filters":4,"kernel":3}]""", "layers[0]", "[time, 6]")]
    [InlineData("""[{"type":"flatten"}]""", "layers[0]", "variable time")]
    [InlineData("""[{"type":"reshape","shape":[-1,4]},{"type":"global-max-pool"}]""", "layers[0]", "[time, 6]")]
    [InlineData("""[{"type":"multi-head-attention","heads":4},{"type":"global-max-pool"}]""", "layers[0]", "4 heads")]
    [InlineData(
        """[{"type":"residual","layers":[{"type":"dense","units":5}]},{"type":"global-max-pool"}]""",
        "layers[0]", "[time, 5] and [time, 6]")]
    [InlineData(
        """[{"type":"residual","layers":[{"type":"dense","unit":5}]},{"type":"global-max-pool"}]""",
        "layers[0].layers[0].units", "needs units")]
    [InlineData("""[{"type":"bidirectional","layer":{"type":"dense","units":5}}]""", "layers[0].layer.type", "no direction")]
    [InlineData("""[{"type":"bidirectional","layer":{"type":"lstm","units":5,"unit":3}}]""", "layers[0].layer.unit", "no such key")]
    [InlineData("""[{"type":"bidirectional"}]""", "layers[0].layer", "object")]
    [InlineData("""[{"type":"conv1d","filters":5,"kernel":3,"groups":4},{"type":"global-max-pool"}]""", "layers[0]", "4 groups")]
    [InlineData(
        """[{"type":"dense","units":1000000},{"type":"dense","units":1000000},{"type":"global-max-pool"}]""",
        "layers[1]", "more parameters")]
    public void Shapes_that_do_not_meet_are_refused_with_the_place(string layers, string path, string says)
    {
        var failure = Should.Throw<NetworkSpecException>(() => Network.Create(Blobs.Layers(layers), [-1, 6], 3, 0));
        failure.Path.ShouldBe(path);
        failure.Message.ShouldContain(says);
    }

    [Fact]
    public void A_fused_normalisation_gives_what_its_parts_give()
    {
        // A dropout of rate 0 between them keeps the parts from being joined.
        const string Joined = """
            [{"type":"conv1d","filters":20,"kernel":3},{"type":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"},
             {"type":"global-average-pool"}]
            """;
        var parts = Joined.Replace(
            """{"type":"batch-norm"}""", """{"type":"dropout","rate":0},{"type":"batch-norm"},{"type":"dropout","rate":0}""",
            StringComparison.Ordinal);
        var set = Blobs.Sequences(30, 3, 3, 8, 20, 1);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 10, Seed = 2 };
        var (a, b) = (Network.Create(Blobs.Layers(Joined), [-1, 3], 3, 1), Network.Create(Blobs.Layers(parts), [-1, 3], 3, 1));
        new Trainer(a, options).Fit(set, null);
        new Trainer(b, options).Fit(set, null);
        Close.Assert(Blobs.Weights(a), Blobs.Weights(b), 2e-5, 1e-4, "weights after nine steps");
    }

    [Fact]
    public void A_step_of_a_large_network_allocates_nothing_after_the_first()
    {
        var network = Network.Create(Blobs.Layers(Crnn), [-1, 16, 1], 4, 3);
        var set = Blobs.Sequences(64, 16, 4, 20, 40, 1);
        long Allocated(int epochs)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            new Trainer(network, new TrainingOptions { Epochs = epochs, BatchSize = 8, Threads = 1 }).Fit(set, null);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(2);
        var perStep = (Allocated(12) - Allocated(2)) / 10.0 / 8;
        perStep.ShouldBeLessThan(400, "bytes a step; an epoch's own report and order are shared by its eight steps");
    }
}
