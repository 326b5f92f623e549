using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Neural;

public sealed class MaskedLossTests
{
    public static TheoryData<double, double, int> Cases()
    {
        var cases = new TheoryData<double, double, int>();
        foreach (var smoothing in new[] { 0, 0.1 })
        {
            foreach (var gamma in new[] { 0, 0.5, 2 })
            {
                foreach (var seed in new[] { 1, 2, 3 }) cases.Add(smoothing, gamma, seed);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_class_that_is_not_possible_is_as_if_the_network_had_no_such_output(double smoothing, double gamma, int seed)
    {
        var batch = new Batch(seed, rows: 1, classes: 6);
        var options = new LossOptions { LabelSmoothing = smoothing, FocalGamma = gamma };
        var open = Enumerable.Range(0, 6).Where(c => (batch.Possible[0] >> c & 1) != 0).ToArray();
        T[] Of<T>(T[] all) => Array.ConvertAll(open, c => all[c]);
        var (whole, part) = (new float[6], new float[open.Length]);
        var (sum, weight) = new ClassificationLoss(options, batch.ClassWeights)
            .Compute(batch.Logits, batch.Targets, batch.Weights, batch.Possible, 6, whole);
        var expected = new ClassificationLoss(options, Of(batch.ClassWeights))
            .Compute(Of(batch.Logits), Of(batch.Targets), batch.Weights, [], open.Length, part);
        (sum, weight).ShouldBe(expected);
        Of(whole).ShouldBe(part);
        whole.Except(part).ShouldAllBe(g => g == 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_the_central_difference(double smoothing, double gamma, int seed)
    {
        var batch = new Batch(seed, rows: 5, classes: 7);
        var loss = new ClassificationLoss(new LossOptions { LabelSmoothing = smoothing, FocalGamma = gamma }, batch.ClassWeights);
        var gradient = new float[batch.Logits.Length];
        double Mean() => loss.Compute(batch.Logits, batch.Targets, batch.Weights, batch.Possible, 7, []) is var (s, w) ? s / w : 0;
        loss.Compute(batch.Logits, batch.Targets, batch.Weights, batch.Possible, 7, gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            var at = batch.Logits[i];
            var (above, below) = (at + 0.0078125f, at - 0.0078125f);
            batch.Logits[i] = above;
            var high = Mean();
            batch.Logits[i] = below;
            var low = Mean();
            batch.Logits[i] = at;
            gradient[i].ShouldBe((float)((high - low) / (above - below)), 2e-5f, $"logit {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Where_all_classes_are_possible_no_bit_changes(double smoothing, double gamma, int seed)
    {
        foreach (var classes in new[] { 2, 7, 64 })
        {
            var batch = new Batch(seed, rows: 4, classes);
            var loss = new ClassificationLoss(new LossOptions { LabelSmoothing = smoothing, FocalGamma = gamma }, batch.ClassWeights);
            var (plain, masked) = (new float[batch.Logits.Length], new float[batch.Logits.Length]);
            ulong[] all = [.. Enumerable.Repeat(ulong.MaxValue >> (64 - classes), 4)];
            loss.Compute(batch.Logits, batch.Targets, batch.Weights, all, classes, masked)
                .ShouldBe(loss.Compute(batch.Logits, batch.Targets, batch.Weights, [], classes, plain));
            masked.ShouldBe(plain);
        }
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(float.PositiveInfinity)]
    public void What_a_logit_that_does_not_count_says_makes_no_difference(float value)
    {
        var loss = new ClassificationLoss(new LossOptions { LabelSmoothing = 0.1 }, null);
        var gradient = new float[3];
        var result = loss.Compute([1, value, 2], [0, 0, 1], [1], [0b101], 3, gradient);
        result.ShouldBe(loss.Compute([1, 0, 2], [0, 0, 1], [1], [0b101], 3, []));
        gradient[1].ShouldBe(0);
        gradient.ShouldAllBe(g => float.IsFinite(g));
    }

    [Fact]
    public void More_classes_than_bits_train_without_a_mask_and_are_refused_with_one()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 70, 1);
        var set = Blobs.Vectors(140, 5, 70, 1);
        new Trainer(network, new TrainingOptions { Epochs = 2 }).Fit(set, null).Epochs.Count.ShouldBe(2);
        var few = new SampleSet([new float[5]], [0]) { Possible = [1] };
        Should.Throw<ArgumentException>(() => new Trainer(network, new TrainingOptions()).Fit(few, null)).Message.ShouldContain("up to 64");
    }

    [Fact]
    public void Labels_that_no_sample_could_have_learn_nothing()
    {
        var (set, network) = (Blobs.Vectors(60, 5, 3, 1), Network.Create(Blobs.Layers(Blobs.Mlp), [5], 4, seed: 1));
        var masked = new SampleSet(set.Inputs, set.Labels) { Possible = [.. set.Labels.Select(_ => 0b0111UL)] };
        var before = LastColumn(network);
        var options = new TrainingOptions { Epochs = 5, BatchSize = 16, MixupAlpha = 0.3, Loss = new() { LabelSmoothing = 0.1 } };
        var history = new Trainer(network, options).Fit(masked, masked);
        LastColumn(network).ShouldBe(before);
        history.Epochs[^1].ValidationLoss!.Value.ShouldBeLessThan(history.Epochs[0].ValidationLoss!.Value);
        new Trainer(network, options).Fit(set, null);
        LastColumn(network).ShouldNotBe(before);
    }

    [Fact]
    public void A_mixture_may_be_what_either_of_its_two_could_be()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var batch = new Tensor();
            batch.Resize(7, [1], 1);
            for (var i = 0; i < 7; i++) batch.Span[i] = 1 << i;
            var targets = new float[49];
            for (var i = 0; i < 7; i++) targets[i * 7 + i] = 1;
            ulong[] possible = [.. Enumerable.Range(0, 7).Select(i => 1UL << i)];
            Mixup.Apply(batch, targets, default, Enumerable.Repeat(1f, 7).ToArray(), possible, 7, 0.5, new Xoshiro256PlusPlus(seed));
            for (var i = 0; i < 7; i++)
            {
                var own = Enumerable.Range(0, 7).Where(c => targets[i * 7 + c] > 0).ToArray();
                own.ShouldAllBe(c => (possible[i] >> c & 1) != 0);
                System.Numerics.BitOperations.PopCount(possible[i]).ShouldBe(2);
            }
        }
    }

    [Fact]
    public void A_set_whose_labels_are_not_possible_is_refused()
    {
        float[][] inputs = [[1], [2]];
        Should.Throw<ArgumentException>(() => new SampleSet(inputs, [0, 1]) { Possible = [1, 1] }).Message.ShouldContain("Sample 1");
        Should.Throw<ArgumentException>(() => new SampleSet(inputs, [0, 1]) { Possible = [3] });
        Should.Throw<ArgumentException>(() => new SampleSet(inputs, [0, 1]) { SoftLabels = [[1, 0]] });
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [1], 2, 1);
        void Fit(SampleSet set) => new Trainer(network, new TrainingOptions { Epochs = 1 }).Fit(set, null);
        Should.Throw<ArgumentException>(() => Fit(new(inputs, [0, 1]) { Possible = [1, 6] })).Message.ShouldContain("sample 1");
        foreach (var bad in new float[][] { [0.5f, 0.6f], [1], [1.5f, -0.5f], [float.NaN, 1] })
        {
            Should.Throw<ArgumentException>(() => Fit(new(inputs, [0, 1]) { SoftLabels = [[1, 0], bad] })).Message
                .ShouldContain("sample 1");
        }

        Should.Throw<ArgumentException>(() => Fit(new(inputs, [0, 1]) { SoftLabels = [[1, 0], [0.5f, 0.5f]], Possible = [3, 2] }));
    }

    [Fact]
    public void Soft_labels_that_are_the_labels_change_no_bit_and_others_do()
    {
        float[] Train(Func<int, float[]>? soft)
        {
            var (set, network) = (Blobs.Vectors(60, 5, 3, 1), Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, seed: 1));
            var labelled = new SampleSet(set.Inputs, set.Labels) { SoftLabels = soft is null ? null : [.. set.Labels.Select(soft)] };
            new Trainer(network, new TrainingOptions { Epochs = 3, MixupAlpha = 0.2 }).Fit(labelled, null);
            return Blobs.Weights(network);
        }

        var plain = Train(null);
        Train(label => [label == 0 ? 1 : 0, label == 1 ? 1 : 0, label == 2 ? 1 : 0]).ShouldBe(plain);
        Train(label => [0.25f, 0.25f, 0.5f]).ShouldNotBe(plain);
    }

    private static float[] LastColumn(Network network)
    {
        var (kernel, bias) = (Blobs.Values(network.State[^2]), Blobs.Values(network.State[^1]));
        return [.. kernel.Where((_, i) => i % network.Classes == network.Classes - 1), bias[^1]];
    }

    private sealed class Batch
    {
        public Batch(int seed, int rows, int classes)
        {
            var random = new Random(seed);
            float[] Draw(int count, double from, double to) =>
                [.. Enumerable.Range(0, count).Select(_ => (float)(from + (to - from) * random.NextDouble()))];
            (Logits, Weights, ClassWeights) = (Draw(rows * classes, -3, 3), Draw(rows, 0.2, 2), Draw(classes, 0.3, 3));
            (Possible, Targets) = (new ulong[rows], new float[rows * classes]);
            for (var i = 0; i < rows; i++)
            {
                var (first, second) = (random.Next(classes), random.Next(classes));
                Possible[i] = (ulong)random.NextInt64() & (ulong.MaxValue >> (64 - classes)) | 1UL << first | 1UL << second;
                Targets[i * classes + first] += 0.75f;
                Targets[i * classes + second] += 0.25f;
            }
        }

        public float[] Logits { get; }

        public float[] Targets { get; }

        public float[] Weights { get; }

        public float[] ClassWeights { get; }

        public ulong[] Possible { get; }
    }
}
