using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Augmentation;

namespace Undertone.Learning.Tests.Neural.Augmentation;

public sealed class AugmentedTrainingTests
{
    private const string Layers = """
        [{"type":"conv1d","filters":8,"kernel":3,"activation":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"},
         {"type":"dropout","rate":0.2},{"type":"gru","units":6}]
        """;

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4,
        BatchSize = 8,
        Seed = 3,
        MixupAlpha = 0.3,
        Ema = 0.9,
        Loss = new() { LabelSmoothing = 0.1 },
        Layers = [new() { Prefix = "conv1d", FrozenEpochs = 2, LearningRate = 0.5 }, new() { Prefix = "batch_norm", FrozenEpochs = 1 }],
    };

    [Fact]
    public void Threads_and_interruptions_change_no_bit()
    {
        var validation = Blobs.Sequences(20, 3, 3, 6, 20, 2);
        float[] Whole(int threads)
        {
            var network = Create();
            new Trainer(network, Options with { Threads = threads }).Fit(Set(new Stages()), validation);
            return Blobs.Weights(network);
        }

        var expected = Whole(1);
        foreach (var threads in new[] { 2, 4 }) Whole(threads).ShouldBe(expected);
        foreach (var after in new[] { 1, 30, 47, 100, 130 })
        {
            using var cancel = new CancellationTokenSource();
            var stages = new Stages { After = after, Do = cancel.Cancel };
            var trainer = new Trainer(Create(), Options with { Threads = 2 });
            trainer.Fit(Set(stages), validation, cancellationToken: cancel.Token).Cancelled.ShouldBeTrue();
            using var checkpoint = new MemoryStream();
            trainer.SaveCheckpoint(checkpoint);
            checkpoint.Position = 0;
            var again = Network.Create(Blobs.Layers(Layers), [-1, 3], 4, seed: 99);
            var resumed = new Trainer(again, Options with { Threads = 3 });
            resumed.LoadCheckpoint(checkpoint);
            resumed.Fit(Set(new Stages()), validation);
            Blobs.Weights(again).ShouldBe(expected, $"interrupted after {after} samples");
        }
    }

    [Fact]
    public void Every_sample_of_every_batch_has_a_key_of_its_own_and_validation_has_none()
    {
        var stages = new Stages();
        new Trainer(Create(), Options).Fit(Set(stages), Blobs.Sequences(20, 3, 3, 6, 20, 2));
        stages.Keys.Count.ShouldBe(4 * 45);
        stages.Keys.Distinct().Count().ShouldBe(4 * 45);
    }

    [Fact]
    public void An_augmentation_that_does_nothing_changes_no_bit()
    {
        var (plain, augmented) = (Create(), Create());
        new Trainer(plain, Options).Fit(Set(null), null);
        new Trainer(augmented, Options).Fit(Set(new Stages { List = """[{"type":"gain","probability":0}]""" }), null);
        Blobs.Weights(augmented).ShouldBe(Blobs.Weights(plain));
    }

    [Fact]
    public void Samples_that_a_crop_makes_equally_long_are_not_sorted_by_length()
    {
        int[] lengths = [.. Enumerable.Range(0, 64).Select(i => 10 + i)];
        var crop = ImageAugmentation.FromJson(JsonNode.Parse("""[{"type":"crop","frames":10}]"""), "a");
        var order = new BatchOrder(Array.ConvertAll(lengths, crop.ExpectedSteps), 8);
        var sorted = new BatchOrder(lengths, 8);
        order.Draw(1, 0);
        sorted.Draw(1, 0);
        int Spread(BatchOrder o) => Enumerable.Range(0, 8).Sum(b => o.Batch(b).ToArray().Max() - o.Batch(b).ToArray().Min());
        Spread(sorted).ShouldBe(8 * 7);
        Spread(order).ShouldBeGreaterThan(8 * 30);
    }

    private static Network Create() => Network.Create(Blobs.Layers(Layers), [-1, 3], 4, 1);

    private static SampleSet Set(ISampleAugmentation? augmentation)
    {
        var set = Blobs.Sequences(45, 3, 3, 6, 20, 1);
        return new SampleSet(set.Inputs, set.Labels)
        {
            Augmentation = augmentation,
            Possible = [.. set.Labels.Select((label, i) => 1UL << label | (i % 2 == 0 ? 0b1111UL : 0b0110UL))],
        };
    }

    private sealed class Stages : ISampleAugmentation
    {
        private int _count;

        public string List { get; init; } = """
            [{"type":"rate","range":0.2},{"type":"crop","frames":9},{"type":"equalizer","db":0.2},
             {"type":"masks","timeWidth":2,"bandWidth":1,"probability":0.5}]
            """;

        public int After { get; init; } = -1;

        public Action Do { get; init; } = () => { };

        public ConcurrentBag<ulong> Keys { get; } = [];

        private ImageAugmentation Inner => ImageAugmentation.FromJson(JsonNode.Parse(List), "a");

        public int ExpectedSteps(int steps) => Inner.ExpectedSteps(steps);

        public float[] Apply(float[] sample, int leastSteps, ulong key)
        {
            Keys.Add(key);
            if (Interlocked.Increment(ref _count) == After) Do();
            return Inner.Apply(sample, 3, 1, leastSteps, key);
        }
    }
}
