using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Losses;

namespace Undertone.Learning.Tests.Neural;

public sealed class DimensionLossTests
{
    private static readonly JsonElement Golden = GoldenJson.Load("dimensions.json", "pytorch-1.13");
    private static readonly int Dimensions = Golden.GetProperty("dimensions").GetInt32();
    private static readonly float[] Weights = Golden.Floats("weights");
    private static readonly float[] Truth = [.. Golden.GetProperty("truth").EnumerateArray()
        .Select(t => t.ValueKind == JsonValueKind.Null ? float.NaN : (float)t.GetDouble())];

    [Theory]
    [InlineData("ccc", DimensionLossKind.Concordance)]
    [InlineData("mse", DimensionLossKind.SquaredError)]
    public void Loss_and_gradient_are_PyTorchs(string name, DimensionLossKind kind)
    {
        var golden = Golden.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("kind").GetString() == name);
        var gradient = new float[Truth.Length];
        var loss = new DimensionLoss(new DimensionLossOptions { Kind = kind, Weight = 2 })
            .Compute(golden.Floats("answers"), Truth, Weights, Dimensions, gradient);
        loss.ShouldBe(2 * golden.Number("loss"), 1e-6);
        var expected = golden.Doubles("gradient");
        var worst = Enumerable.Range(0, expected.Length).MaxBy(i => Math.Abs(gradient[i] - 2 * expected[i]));
        ((double)gradient[worst]).ShouldBe(2 * expected[worst], 1e-6, $"element {worst}");
    }

    [Theory]
    [InlineData(DimensionLossKind.Concordance)]
    [InlineData(DimensionLossKind.SquaredError)]
    public void The_gradient_is_that_of_finite_differences(DimensionLossKind kind)
    {
        var answers = Golden.GetProperty("cases")[0].Floats("answers");
        var loss = new DimensionLoss(new DimensionLossOptions { Kind = kind });
        var gradient = new float[answers.Length];
        loss.Compute(answers, Truth, Weights, Dimensions, gradient);
        for (var i = 0; i < answers.Length; i++)
        {
            const float Step = 1e-2f;
            var (up, down) = ((float[])answers.Clone(), (float[])answers.Clone());
            (up[i], down[i]) = (answers[i] + Step, answers[i] - Step);
            var slope = (Of(up) - Of(down)) / ((double)up[i] - down[i]);
            ((double)gradient[i]).ShouldBe(slope, 2e-4, $"element {i}");
        }

        double Of(float[] values) => loss.Compute(values, Truth, Weights, Dimensions, default);
    }

    [Fact]
    public void Removing_a_number_changes_no_gradient_of_another_dimension_and_has_none_itself()
    {
        var answers = Golden.GetProperty("cases")[0].Floats("answers");
        var loss = new DimensionLoss(new DimensionLossOptions());
        var whole = new float[answers.Length];
        loss.Compute(answers, Truth, Weights, Dimensions, whole);
        for (var removed = 0; removed < Truth.Length; removed++)
        {
            if (float.IsNaN(Truth[removed])) continue;
            var truth = (float[])Truth.Clone();
            truth[removed] = float.NaN;
            var gradient = new float[answers.Length];
            loss.Compute(answers, truth, Weights, Dimensions, gradient);
            gradient[removed].ShouldBe(0);
            for (var i = 0; i < gradient.Length; i++)
            {
                if (i % Dimensions != removed % Dimensions) gradient[i].ShouldBe(whole[i], $"element {i} without {removed}");
            }

            // As if the sample were not there.
            var row = removed / Dimensions;
            var (fewer, fewerTruth, fewerWeights) = (
                Without(answers, row, Dimensions), Without(Truth, row, Dimensions), Without(Weights, row, 1));
            var without = new float[fewer.Length];
            loss.Compute(fewer, fewerTruth, fewerWeights, Dimensions, without);
            var d = removed % Dimensions;
            for (var i = d; i < without.Length; i += Dimensions)
            {
                var there = i / Dimensions < row ? i : i + Dimensions;
                gradient[there].ShouldBe(without[i], 1e-7f, $"element {there} without {removed}");
            }
        }
    }

    [Fact]
    public void One_number_alone_or_one_constant_has_no_loss_and_no_gradient()
    {
        var gradient = new float[2];
        new DimensionLoss(new DimensionLossOptions()).Compute([1, 1], [1, 1], [1, 1], 1, gradient).ShouldBe(0);
        gradient.ShouldBe([0, 0]);
        new DimensionLoss(new DimensionLossOptions()).Compute([1, 2], [float.NaN, float.NaN], [1, 1], 1, gradient).ShouldBe(0);
        gradient.ShouldBe([0, 0]);
    }

    [Theory]
    [InlineData(2, DimensionLossKind.Concordance)]
    [InlineData(0, DimensionLossKind.Concordance)]
    [InlineData(0, DimensionLossKind.SquaredError)]
    public void A_network_learns_numbers_beside_classes_and_goes_on_from_a_checkpoint_to_the_same_bits(int classes, DimensionLossKind kind)
    {
        var random = new Random(4);
        float[][] inputs = [.. Enumerable.Range(0, 120).Select(_ => new[] { random.NextSingle() - 0.5f, random.NextSingle() - 0.5f })];
        var set = new SampleSet(inputs, Array.ConvertAll(inputs, x => x[0] > 0 ? 1 : 0))
        {
            Numbers = Array.ConvertAll(inputs, x => new[] { 2 * x[0] - x[1], x[1] > 0.4f ? float.NaN : x[0] * x[1] * 8 }),
        };
        var options = new TrainingOptions
        {
            Epochs = 60,
            Optimizer = new() { LearningRate = 0.02 },
            Dimensions = new() { Kind = kind },
            MixupAlpha = classes > 0 ? 0.1 : 0,
            Monitor = TrainingMonitor.Concordance,
        };
        var network = Make();
        var checkpoint = new MemoryStream();
        var trainer = new Trainer(network, options);
        var history = trainer.Fit(set, set, report =>
        {
            if (report.Epoch == 20) trainer.SaveCheckpoint(checkpoint);
        });
        history.Epochs.Max(e => e.ValidationConcordance!.Value).ShouldBeGreaterThan(0.9);
        if (classes == 0) history.Epochs[^1].ValidationAccuracy.ShouldBeNull();
        else history.Epochs[^1].ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);

        var resumed = Make();
        var second = new Trainer(resumed, options);
        checkpoint.Position = 0;
        second.LoadCheckpoint(checkpoint);
        second.Fit(set, set).Epochs.ShouldBe(history.Epochs);
        var (one, other) = (new float[240], new float[240]);
        network.Predict(inputs, new float[120 * classes], default, one);
        resumed.Predict(inputs, new float[120 * classes], default, other);
        other.ShouldBe(one);
        var restored = Network.Restore(Layers(), [2], new NetworkOutputs(classes, 2), network.Save());
        restored.Predict(inputs, new float[120 * classes], default, other);
        other.ShouldBe(one);

        Network Make() => Network.Create(Layers(), [2], new NetworkOutputs(classes, 2), 9);
    }

    [Fact]
    public void Samples_without_their_numbers_are_refused()
    {
        var trainer = new Trainer(Network.Create(Layers(), [2], new NetworkOutputs(0, 1), 1), new TrainingOptions());
        Should.Throw<ArgumentException>(() => trainer.Fit(new SampleSet([[1f, 2f]], [0]), null)).Message.ShouldContain("dimensions");
        Should.Throw<ArgumentException>(() => trainer.Fit(new SampleSet([[1f, 2f]], [0]) { Numbers = [[1f, 2f]] }, null));
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Create(Layers(), [2], new NetworkOutputs(1, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Create(Layers(), [2], new NetworkOutputs(0)));
    }

    private static JsonArray Layers() => [new JsonObject { ["type"] = "dense", ["units"] = 24, ["activation"] = "tanh" }];

    private static float[] Without(float[] values, int row, int width) => [.. values[..(row * width)], .. values[((row + 1) * width)..]];
}
