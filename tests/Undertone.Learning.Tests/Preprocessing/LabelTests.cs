using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Tests.Preprocessing;

public sealed class LabelTests
{
    [Fact]
    public void Labels_are_numbered_in_ordinal_order_and_back()
    {
        var encoder = LabelEncoder.Fit(["sad", "Angry", "happy", "sad", "éclair"]);
        encoder.Labels.ShouldBe(["Angry", "happy", "sad", "éclair"]);
        encoder.Encode(["sad", "Angry"]).ShouldBe([2, 0]);
        encoder.Decode(3).ShouldBe("éclair");
        new LabelEncoder(["b", "a"]).Encode("b").ShouldBe(0);
        Should.Throw<ArgumentException>(() => encoder.Encode("calm")).Message.ShouldContain("'calm' is unknown");
        Should.Throw<ArgumentException>(() => new LabelEncoder(["a", "a"])).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => LabelEncoder.Fit([]));
        Should.Throw<ArgumentOutOfRangeException>(() => encoder.Decode(4));
    }

    [Fact]
    public void Balanced_weights_agree_with_scikit_learn()
    {
        var golden = GoldenJson.Load("basics.json").GetProperty("weights");
        Close.Assert(ClassWeights.Balanced(golden.Ints("labels"), 4), golden.Floats("balanced"), 0, 1e-6, "weights");
        ClassWeights.Balanced([0, 0, 2], 4).ShouldBe([0.75f, 0, 1.5f, 0]);
        Should.Throw<ArgumentException>(() => ClassWeights.Balanced([0, 3], 3)).Message.ShouldContain("Label 3 of sample 1");
    }

    [Fact]
    public void Over_sampling_levels_the_classes_and_loses_nobody()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 3];
        var chosen = Resampling.OverSample(labels, 4, 5);
        for (var c = 0; c < 4; c++) chosen.Count(i => labels[i] == c).ShouldBe(c == 2 ? 0 : 7);
        chosen.Distinct().Count().ShouldBe(labels.Length);
        // Seven of three: each two or three times.
        for (var i = 7; i < 10; i++) chosen.Count(x => x == i).ShouldBeInRange(2, 3);
        Resampling.OverSample(labels, 4, 5).ShouldBe(chosen);
        Resampling.OverSample(labels, 4, 6).ShouldNotBe(chosen);
    }

    [Fact]
    public void Under_sampling_levels_the_classes_and_repeats_nobody()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 3, 3];
        var chosen = Resampling.UnderSample(labels, 4, 5);
        chosen.ShouldBe(chosen.Distinct().Order());
        for (var c = 0; c < 4; c++) chosen.Count(i => labels[i] == c).ShouldBe(c == 2 ? 0 : 2);
    }

    [Fact]
    public void Balanced_batches_give_every_group_its_share()
    {
        string[] groups = [.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 7), .. Enumerable.Repeat("c", 12)];
        var batches = Resampling.BalancedBatches(groups, 12, 9);
        foreach (var batch in batches.SkipLast(1))
        {
            batch.Length.ShouldBe(12);
            foreach (var g in new[] { "a", "b", "c" }) batch.Count(i => groups[i] == g).ShouldBe(4);
        }

        var all = batches.SelectMany(b => b).ToArray();
        all.Length.ShouldBe(90);
        all.Distinct().Count().ShouldBe(groups.Length);
        all.Count(i => i == 0).ShouldBe(1);
        Resampling.BalancedBatches([], 4, 0).ShouldBeEmpty();
    }
}
