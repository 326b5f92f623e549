using Undertone.Learning.Randomness;
using Undertone.Learning.Selection;

namespace Undertone.Learning.Tests.Selection;

public sealed class SplitsTests
{
    private static (int[] Labels, string[] Groups) Draw(int trial)
    {
        var random = new SplitMix64((ulong)trial);
        var n = 20 + random.Next(200);
        var (classes, groups) = (2 + random.Next(6), 5 + random.Next(20));
        var labels = new int[n];
        var names = new string[n];
        for (var i = 0; i < n; i++)
        {
            labels[i] = Math.Min(random.Next(classes), random.Next(classes));
            names[i] = "s" + (i < groups ? i : Math.Min(random.Next(groups), random.Next(groups)));
        }

        return (labels, names);
    }

    private static void Every_sample_is_tested_once(IEnumerable<Fold> folds, int n)
    {
        var tested = new int[n];
        foreach (var fold in folds)
        {
            foreach (var i in fold.Test) tested[i]++;
            fold.Train.Concat(fold.Test).Order().ShouldBe(Enumerable.Range(0, n));
            fold.Train.ShouldBe(fold.Train.Order());
            fold.Test.ShouldBe(fold.Test.Order());
            fold.Test.ShouldNotBeEmpty();
        }

        tested.ShouldAllBe(t => t == 1);
    }

    private static void No_group_stands_on_both_sides(Fold fold, string[] groups) =>
        fold.Train.Select(i => groups[i]).Intersect(fold.Test.Select(i => groups[i])).ShouldBeEmpty();

    [Fact]
    public void Group_folds_keep_groups_whole_and_test_every_sample_once()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var (labels, groups) = Draw(trial);
            var k = 2 + trial % 4;
            var folds = Splits.GroupKFold(labels, groups, k, (ulong)trial);
            folds.Length.ShouldBe(k);
            Every_sample_is_tested_once(folds, labels.Length);
            foreach (var fold in folds) No_group_stands_on_both_sides(fold, groups);
            var again = Splits.GroupKFold(labels, groups, k, (ulong)trial);
            for (var f = 0; f < k; f++) again[f].Test.ShouldBe(folds[f].Test);
        }
    }

    [Fact]
    public void Twenty_speakers_with_like_clips_make_five_folds_of_four_and_the_seed_chooses_which()
    {
        var labels = Enumerable.Range(0, 1200).Select(i => i % 60 % 8).ToArray();
        var groups = Enumerable.Range(0, 1200).Select(i => "actor" + i / 60).ToArray();
        var folds = Splits.GroupKFold(labels, groups, 5, 0);
        foreach (var fold in folds)
        {
            fold.Test.Length.ShouldBe(240);
            fold.Test.Select(i => groups[i]).Distinct().Count().ShouldBe(4);
        }

        Splits.GroupKFold(labels, groups, 5, 1)[0].Test.ShouldNotBe(folds[0].Test);
    }

    [Fact]
    public void Group_folds_are_stratified_as_far_as_possible()
    {
        // Three kinds of groups with one class each: only folds that mix kinds have even shares.
        var labels = Enumerable.Range(0, 180).Select(i => i / 60).ToArray();
        var groups = Enumerable.Range(0, 180).Select(i => "g" + i / 10).ToArray();
        foreach (var fold in Splits.GroupKFold(labels, groups, 6, 3))
        {
            for (var c = 0; c < 3; c++) fold.Test.Count(i => labels[i] == c).ShouldBe(10);
        }
    }

    [Fact]
    public void As_many_folds_as_groups_leave_none_empty()
    {
        string[] groups = [.. Enumerable.Repeat("big", 50), "a", "b", "c", "d"];
        Every_sample_is_tested_once(Splits.GroupKFold(new int[54], groups, 5, 0), 54);
    }

    [Fact]
    public void Stratified_folds_deal_every_class_evenly()
    {
        for (var trial = 0; trial < 100; trial++)
        {
            var (labels, _) = Draw(trial);
            var k = 2 + trial % 5;
            var folds = Splits.StratifiedKFold(labels, k, (ulong)trial);
            Every_sample_is_tested_once(folds, labels.Length);
            for (var c = 0; c <= labels.Max(); c++)
            {
                var counts = folds.Select(f => f.Test.Count(i => labels[i] == c)).ToArray();
                (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
            }

            (folds.Max(f => f.Test.Length) - folds.Min(f => f.Test.Length)).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Leaving_one_group_out_names_it()
    {
        string[] groups = ["b", "a", "b", "c", "a"];
        var folds = Splits.LeaveOneGroupOut(groups);
        folds.Select(f => f.Group).ShouldBe(["a", "b", "c"]);
        Every_sample_is_tested_once(folds.Select(f => f.Fold), 5);
        foreach (var (group, fold) in folds) fold.Test.ShouldAllBe(i => groups[i] == group);
        Should.Throw<ArgumentException>(() => Splits.LeaveOneGroupOut(["x", "x"])).Message.ShouldContain("at least 2 groups");
    }

    [Fact]
    public void A_stratified_shuffle_takes_the_share_of_every_class()
    {
        for (var trial = 0; trial < 100; trial++)
        {
            var (labels, _) = Draw(trial);
            var fold = Splits.StratifiedShuffle(labels, 0.2, (ulong)trial);
            Math.Abs(fold.Test.Length - 0.2 * labels.Length).ShouldBeLessThanOrEqualTo(0.5);
            for (var c = 0; c <= labels.Max(); c++)
                Math.Abs(fold.Test.Count(i => labels[i] == c) - 0.2 * labels.Count(l => l == c)).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void A_group_holdout_keeps_groups_whole_and_meets_its_share_where_groups_allow()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var (_, groups) = Draw(trial);
            var fold = Splits.GroupHoldout(groups, 0.25, (ulong)trial);
            No_group_stands_on_both_sides(fold, groups);
            fold.Train.ShouldNotBeEmpty();
            fold.Test.ShouldNotBeEmpty();
        }

        var even = Enumerable.Range(0, 160).Select(i => "s" + i / 10).ToArray();
        Splits.GroupHoldout(even, 0.25, 1).Test.Length.ShouldBe(40);
    }

    [Fact]
    public void Impossible_requests_are_refused_with_the_reason()
    {
        Should.Throw<ArgumentException>(() => Splits.GroupKFold([0, 1], ["a", "b"], 3, 0))
            .Message.ShouldContain("3 groups, but there are 2");
        Should.Throw<ArgumentException>(() => Splits.GroupKFold([0, 1], ["a"], 2, 0)).Message.ShouldContain("2 labels but 1 groups");
        Should.Throw<ArgumentException>(() => Splits.StratifiedKFold([0, 1], 1, 0)).Message.ShouldContain("at least 2");
        Should.Throw<ArgumentException>(() => Splits.StratifiedKFold([0, -1], 2, 0)).Message.ShouldContain("Label -1");
        Should.Throw<ArgumentException>(() => Splits.StratifiedShuffle([0, 1], 1, 0)).Message.ShouldContain("between 0 and 1");
        Should.Throw<ArgumentException>(() => Splits.StratifiedShuffle([0, 1], 0.1, 0)).Message.ShouldContain("one side empty");
        Should.Throw<ArgumentException>(() => Splits.GroupHoldout(["a", "a"], 0.5, 0)).Message.ShouldContain("at least 2 groups");
    }
}
