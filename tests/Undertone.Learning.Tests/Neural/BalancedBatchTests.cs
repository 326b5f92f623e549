using Undertone.Learning.Neural;
using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Tests.Neural;

public sealed class BalancedBatchTests
{
    [Fact]
    public void Every_batch_draws_evenly_from_all_groups_and_every_sample_is_drawn()
    {
        string[] groups = [.. Enumerable.Repeat("large", 30), .. Enumerable.Repeat("small", 7), .. Enumerable.Repeat("middle", 12)];
        var order = new BatchOrder(new int[groups.Length], 9, groups);
        order.Samples.ShouldBe(90);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            order.Draw(5, epoch);
            var seen = new HashSet<int>();
            for (var b = 0; b < order.Count; b++)
            {
                var batch = order.Batch(b).ToArray();
                seen.UnionWith(batch);
                batch.CountBy(i => groups[i]).ShouldAllBe(g => g.Value == 3);
            }

            seen.Count.ShouldBe(groups.Length);
        }
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        string[] groups = ["a", "b", "a", "b", "a", "c"];
        int[] Draw(ulong seed, int epoch)
        {
            var order = new BatchOrder(new int[groups.Length], 4, groups);
            order.Draw(seed, epoch);
            return [.. Enumerable.Range(0, order.Count).SelectMany(b => order.Batch(b).ToArray())];
        }

        Draw(1, 2).ShouldBe(Draw(1, 2));
        Draw(1, 2).ShouldNotBe(Draw(2, 2));
    }

    [Fact]
    public void Inside_a_group_its_classes_take_turns_and_every_sample_is_drawn()
    {
        var random = new Random(4);
        string[] groups = [.. Enumerable.Range(0, 90).Select(i => i < 60 ? "large" : i < 80 ? "small" : "middle")];
        // Each group has classes of its own, and of different sizes.
        int Large() => random.Next(100) < 70 ? 0 : random.Next(4);
        int[] classes = [.. groups.Select(g => g == "large" ? Large() : g == "small" ? random.Next(2) : 3)];
        var order = new BatchOrder(new int[90], 24, groups, classes);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            order.Draw(5, epoch);
            var drawn = Enumerable.Range(0, order.Count).SelectMany(b => order.Batch(b).ToArray()).ToArray();
            drawn.Distinct().Count().ShouldBe(90);
            for (var b = 0; b < order.Count - 1; b++) order.Batch(b).ToArray().CountBy(i => groups[i]).ShouldAllBe(g => g.Value == 8);
            foreach (var group in drawn.GroupBy(i => groups[i]))
            {
                var counts = group.CountBy(i => classes[i]).Select(c => c.Value).ToArray();
                counts.Length.ShouldBe(classes.Where((_, i) => groups[i] == group.Key).Distinct().Count());
                (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1, group.Key);
            }
        }
    }

    [Fact]
    public void One_class_in_every_group_is_as_without_classes()
    {
        string[] groups = ["a", "b", "a", "b", "a", "c"];
        Resampling.BalancedBatches(groups, 4, 7, new int[6]).ShouldBe(Resampling.BalancedBatches(groups, 4, 7));
        Should.Throw<ArgumentException>(() => Resampling.BalancedBatches(groups, 4, 7, [1]));
        Resampling.BalancedBatches(["only", "only"], 4, 7).Single().Order().ShouldBe([0, 1]);
    }
}
