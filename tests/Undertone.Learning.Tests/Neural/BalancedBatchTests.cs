using Undertone.Learning.Neural;

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
}
