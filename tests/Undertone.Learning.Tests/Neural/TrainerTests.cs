using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Optimizers;

namespace Undertone.Learning.Tests.Neural;

public sealed class TrainerTests
{
    private static readonly TrainingOptions Quick =
        new() { Epochs = 6, BatchSize = 16, Optimizer = new() { LearningRate = 0.01 }, Seed = 7 };

    [Fact]
    public void A_small_network_learns_classes_that_lie_apart()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        var history = new Trainer(network, Quick with { Epochs = 30 }).Fit(Blobs.Vectors(120, 5, 3, 1), Blobs.Vectors(60, 5, 3, 2));
        history.Epochs.Count.ShouldBe(30);
        history.Epochs[^1].ValidationAccuracy!.Value.ShouldBeGreaterThan(0.95);
        history.Epochs[^1].TrainLoss.ShouldBeLessThan(history.Epochs[0].TrainLoss);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_with_one_two_and_four_threads()
    {
        var reference = Train(Quick with { Threads = 1 });
        foreach (var threads in new[] { 1, 2, 4 }) Train(Quick with { Threads = threads }).ShouldBe(reference);
        Train(Quick with { Seed = 8 }).ShouldNotBe(reference);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(33)]
    public void A_training_resumed_from_a_checkpoint_ends_with_the_same_weights(int cancelAfterSteps)
    {
        foreach (var options in new[]
        {
            Quick,
            Quick with { Ema = 0.9, MixupAlpha = 0.3, ClipNorm = 0.5, Optimizer = new() { Kind = OptimizerKind.RmsProp, Momentum = 0.5 } },
            Quick with
            {
                Optimizer = new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9 },
                Schedule = new() { Kind = ScheduleKind.ReduceOnPlateau, PatienceEpochs = 0 },
            },
        })
        {
            var whole = Train(options);
            var (train, validation) = (Blobs.Vectors(90, 5, 3, 1), Blobs.Vectors(30, 5, 3, 2));
            var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
            var trainer = new Trainer(network, options);
            using var cancel = new CancellationTokenSource();
            var counting = new CountingSamples(train.Inputs, cancelAfterSteps * 16, cancel);
            var history = trainer.Fit(new SampleSet(counting, train.Labels), validation, cancellationToken: cancel.Token);
            history.Cancelled.ShouldBeTrue();
            using var checkpoint = new MemoryStream();
            trainer.SaveCheckpoint(checkpoint);

            checkpoint.Position = 0;
            var again = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 99);
            var resumed = new Trainer(again, options with { Threads = 2 });
            resumed.LoadCheckpoint(checkpoint);
            resumed.Fit(train, validation).Epochs.Count.ShouldBe(options.Epochs);
            Blobs.Weights(again).ShouldBe(whole);
        }
    }

    [Fact]
    public void A_training_interrupted_again_and_again_at_random_steps_ends_with_the_same_weights()
    {
        const string Layers = """
            [{"type":"conv1d","filters":8,"kernel":3,"activation":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"},
             {"type":"spatial-dropout","rate":0.2},
             {"type":"bidirectional","layer":{"type":"lstm","units":6,"returnSequences":true}},
             {"type":"attentive-statistics-pool","units":5}]
            """;
        var options = Quick with
        {
            Epochs = 4,
            BatchSize = 8,
            Schedule = new() { Kind = ScheduleKind.Cosine, WarmupEpochs = 1 },
            EarlyStoppingPatience = 3,
            Ema = 0.95,
        };
        var (train, validation) = (Blobs.Sequences(45, 3, 3, 6, 20, 1), Blobs.Sequences(20, 3, 3, 6, 20, 2));
        var whole = Network.Create(Blobs.Layers(Layers), [-1, 3], 3, 1);
        new Trainer(whole, options).Fit(train, validation);
        var random = new Random(3);
        var network = Network.Create(Blobs.Layers(Layers), [-1, 3], 3, 1);
        var trainer = new Trainer(network, options);
        var interruptions = 0;
        while (true)
        {
            using var cancel = new CancellationTokenSource();
            var counting = new CountingSamples(train.Inputs, 1 + random.Next(12), cancel);
            if (!trainer.Fit(new SampleSet(counting, train.Labels), validation, cancellationToken: cancel.Token).Cancelled) break;
            interruptions++;
            using var checkpoint = new MemoryStream();
            trainer.SaveCheckpoint(checkpoint);
            checkpoint.Position = 0;
            network = Network.Create(Blobs.Layers(Layers), [-1, 3], 3, seed: (ulong)interruptions);
            trainer = new Trainer(network, options with { Threads = 1 + interruptions % 3 });
            trainer.LoadCheckpoint(checkpoint);
        }

        interruptions.ShouldBeGreaterThanOrEqualTo(10);
        Blobs.Weights(network).ShouldBe(Blobs.Weights(whole));
    }

    [Fact]
    public void A_damaged_or_foreign_checkpoint_is_refused_with_the_reason()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        var trainer = new Trainer(network, Quick);
        using var stream = new MemoryStream();
        trainer.SaveCheckpoint(stream);
        var bytes = stream.ToArray();
        for (var i = 0; i < bytes.Length; i += 97)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            Should.Throw<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(damaged)));
            Should.Throw<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(bytes[..i])));
        }

        var other = new Trainer(network, Quick with { BatchSize = 8 });
        Should.Throw<InvalidDataException>(() => other.LoadCheckpoint(new MemoryStream(bytes))).Message.ShouldContain("other options");
    }

    [Fact]
    public void Early_stopping_ends_training_and_keeps_the_best_weights()
    {
        var (train, validation) = (Blobs.Vectors(60, 5, 3, 1), Blobs.Vectors(30, 5, 3, 2));
        var options = Quick with { Epochs = 200, EarlyStoppingPatience = 3, Monitor = TrainingMonitor.Accuracy };
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        float[] best = [];
        var history = new Trainer(network, options).Fit(train, validation, report =>
        {
            if (report.IsBest) best = Blobs.Weights(network);
        });
        history.StoppedEarly.ShouldBeTrue();
        history.Epochs.Count.ShouldBe(history.BestEpoch + 3);
        Blobs.Weights(network).ShouldBe(best);
    }

    [Fact]
    public void A_loss_that_explodes_is_named_and_leaves_the_weights_before_the_step()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        var before = Blobs.Weights(network);
        var set = Blobs.Vectors(20, 5, 3, 1);
        set.Inputs[3][2] = float.NaN;
        var failure = Should.Throw<TrainingDivergedException>(() => new Trainer(network, Quick with { BatchSize = 20 }).Fit(set, null));
        failure.Layer.ShouldBe("(the input samples)");
        (failure.Epoch, failure.Batch).ShouldBe((1, 1));
        Blobs.Weights(network).ShouldBe(before);
        Should.Throw<TrainingDivergedException>(() =>
            new Trainer(network, Quick with { Optimizer = new() { Kind = OptimizerKind.Sgd, LearningRate = 900 } })
                .Fit(Blobs.Vectors(60, 5, 3, 1), null))
            .Message.ShouldContain("learning rate");
    }

    [Fact]
    public void A_step_allocates_nothing_after_the_first()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        var set = Blobs.Vectors(64, 5, 3, 1);
        var options = Quick with { Epochs = 1, Threads = 1 };
        new Trainer(network, options).Fit(set, null);
        var short1 = Allocated(() => new Trainer(network, options with { Epochs = 2 }).Fit(set, null));
        var long1 = Allocated(() => new Trainer(network, options with { Epochs = 22 }).Fit(set, null));
        // An epoch makes its report, its random generator and a list slot; its four steps add nothing.
        ((long1 - short1) / 20.0).ShouldBeLessThan(1000);
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static float[] Train(TrainingOptions options)
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1);
        new Trainer(network, options).Fit(Blobs.Vectors(90, 5, 3, 1), Blobs.Vectors(30, 5, 3, 2));
        return Blobs.Weights(network);
    }

    /// <summary>Samples that cancel the training when so many have been read.</summary>
    private sealed class CountingSamples(IReadOnlyList<float[]> inner, int limit, CancellationTokenSource cancel) : IReadOnlyList<float[]>
    {
        private int _read;

        public int Count => inner.Count;

        public float[] this[int index]
        {
            get
            {
                // Each sample is read once for its length before training, and twice in a step.
                if (++_read >= inner.Count + 2 * limit) cancel.Cancel();
                return inner[index];
            }
        }

        public IEnumerator<float[]> GetEnumerator() => inner.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => inner.GetEnumerator();
    }
}
