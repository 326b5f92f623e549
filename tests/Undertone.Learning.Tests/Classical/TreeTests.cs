using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Classical;

public sealed class TreeTests
{
    [Fact]
    public void Trees_divide_as_scikit_learns_wherever_the_best_division_is_unique()
    {
        var compared = 0;
        foreach (var golden in GoldenJson.Load("trees.json").EnumerateArray())
        {
            var table = GoldenTable.Load(golden.GetProperty("data").GetString()!);
            var model = (DecisionTreeClassifier)Options(golden).Fit(table.Train(golden.GetProperty("weighted").GetBoolean()));
            var what = golden.GetProperty("data") + " " + golden.GetProperty("options");
            var (left, right, feature, threshold) = (
                golden.Ints("left"), golden.Ints("right"), golden.Ints("feature"), golden.Doubles("threshold"));
            var unique = golden.GetProperty("unique").EnumerateArray().Select(u => u.GetBoolean()).ToArray();
            Compare(0, model.Tree.Feature.Length == 0 ? ~0 : 0);

            void Compare(int theirs, int ours)
            {
                // Below a tie both trees may go their own way.
                if (!unique[theirs]) return;
                compared++;
                (ours < 0).ShouldBe(left[theirs] < 0, $"{what}: node {theirs} is a leaf in one tree only");
                if (ours < 0) return;
                model.Tree.Feature[ours].ShouldBe(feature[theirs], $"{what}: feature of node {theirs}");
                ((double)model.Tree.Threshold[ours]).ShouldBe(
                    threshold[theirs], 1e-6 * Math.Max(1, Math.Abs(threshold[theirs])), $"{what}: threshold of node {theirs}");
                Compare(left[theirs], model.Tree.Left[ours]);
                Compare(right[theirs], model.Tree.Right[ours]);
            }

            // Ties let scikit-learn's own accuracy spread over seeds; ours lies within that spread, give or take three samples.
            var accuracies = golden.Doubles("accuracies");
            var slack = 3.0 / table.TestLabels.Length + 0.01;
            model.Accuracy(table).ShouldBeInRange(accuracies.Min() - slack, accuracies.Max() + slack, what);
        }

        compared.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Pruning_and_a_limit_of_leaves_cut_as_scikit_learn_does()
    {
        var golden = GoldenJson.Load("pruned.json");
        var table = GoldenTable.Load("cancer");
        foreach (var row in golden.GetProperty("alphas").EnumerateArray())
        {
            var model = (DecisionTreeClassifier)new DecisionTreeOptions { PruningAlpha = row.Number("alpha") }.Fit(table.Train());
            var leaves = row.Ints("leaves");
            model.Leaves.ShouldBeInRange(leaves.Min(), leaves.Max(), $"alpha {row.Number("alpha")}");
        }

        foreach (var row in golden.GetProperty("maxLeaves").EnumerateArray())
        {
            var most = (int)row.Number("maxLeaves");
            var model = (DecisionTreeClassifier)new DecisionTreeOptions { MaxLeaves = most }.Fit(table.Train());
            model.Leaves.ShouldBe(most);
            var accuracies = row.Doubles("accuracies");
            model.Accuracy(table).ShouldBeInRange(accuracies.Min() - 0.01, accuracies.Max() + 0.01);
        }
    }

    [Fact]
    public void Limits_of_growth_hold()
    {
        var table = GoldenTable.Load("digits");
        var data = table.Train();
        var model = (DecisionTreeClassifier)new DecisionTreeOptions { MaxDepth = 6, MinSamplesLeaf = 5, MinImpurityDecrease = 0.001 }
            .Fit(data);
        model.Depth.ShouldBeLessThanOrEqualTo(6);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < data.Count; i++)
        {
            var leaf = string.Join(",", model.Probabilities(data.Row(i)));
            counts[leaf] = counts.GetValueOrDefault(leaf) + 1;
        }

        counts.Values.Min().ShouldBeGreaterThanOrEqualTo(5);
        model.FeatureImportances.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Numbers_that_differ_by_less_than_a_ten_millionth_are_not_divided()
    {
        var data = new LabeledRows([1f, 1.00000005f, 1f, 1.00000005f], 1, [0, 1, 0, 1], 2);
        ((DecisionTreeClassifier)new DecisionTreeOptions().Fit(data)).Leaves.ShouldBe(1);
    }

    [Fact]
    public void The_split_finder_finds_what_a_plain_search_finds()
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var random = new SplitMix64((ulong)trial);
            var (n, columns, classes) = (5 + random.Next(200), 1 + random.Next(4), 2 + random.Next(3));
            var rows = new float[n * columns];
            for (var i = 0; i < rows.Length; i++) rows[i] = random.Next(trial % 2 == 0 ? 6 : 1000) - 3;
            var labels = new int[n];
            for (var i = 0; i < n; i++) labels[i] = i < classes ? i : random.Next(classes);
            var model = (DecisionTreeClassifier)new DecisionTreeOptions { MaxDepth = 1, Entropy = trial % 3 == 0 }
                .Fit(new LabeledRows(rows, columns, labels, classes));
            var best = double.PositiveInfinity;
            for (var f = 0; f < columns; f++)
            {
                foreach (var cut in Enumerable.Range(0, n).Select(i => rows[i * columns + f]).Distinct().Order().SkipLast(1))
                    best = Math.Min(best, Cost(f, cut));
            }

            if (double.IsInfinity(best)) model.Leaves.ShouldBe(1);
            else Cost(model.Tree.Feature[0], model.Tree.Threshold[0]).ShouldBe(best, 1e-9 * n);

            double Cost(int f, float cut)
            {
                double cost = 0;
                foreach (var side in new[] { true, false })
                {
                    var own = Enumerable.Range(0, n).Where(i => rows[i * columns + f] <= cut == side).ToArray();
                    var shares = Enumerable.Range(0, classes).Select(c => own.Count(i => labels[i] == c) / (double)own.Length).ToArray();
                    cost += own.Length * (
                        trial % 3 == 0 ? -shares.Where(p => p > 0).Sum(p => p * Math.Log(p)) : 1 - shares.Sum(p => p * p));
                }

                return cost;
            }
        }
    }

    [Fact]
    public void The_radix_sorter_sorts_as_the_library_does_and_keeps_equals_in_order()
    {
        for (var trial = 0; trial < 40; trial++)
        {
            var random = new SplitMix64((ulong)trial);
            var (n, largest) = (1 + random.Next(3000), 1 + random.Next(1 << 5 * (1 + trial % 5)));
            var keys = new ulong[n];
            for (var i = 0; i < n; i++) keys[i] = (ulong)random.Next(largest + 1) << 32 | (uint)i;
            var expected = keys.Order().ToArray();
            new RadixSorter(n).Sort(ref keys, n, 32, (uint)largest);
            keys.AsSpan(0, n).ToArray().ShouldBe(expected);
        }
    }

    [Fact]
    public void Forests_score_as_scikit_learns_over_ten_seeds()
    {
        foreach (var golden in GoldenJson.Load("forests.json").EnumerateArray())
        {
            var name = golden.GetProperty("data").GetString()!;
            var table = GoldenTable.Load(name);
            var models = Enumerable.Range(0, 10).Select(
                s => (RandomForestClassifier)new RandomForestOptions().Fit(table.Train(), (ulong)s, 2)).ToArray();
            models.Average(m => m.Accuracy(table)).ShouldBe(golden.Doubles("accuracies").Average(), 0.01, name + " accuracy");
            models.Average(m => m.OutOfBagScore!.Value).ShouldBe(golden.Doubles("oob").Average(), 0.01, name + " out of bag");
            var expected = golden.Doubles("importances");
            for (var f = 0; f < expected.Length; f++)
                models.Average(m => m.FeatureImportances[f]).ShouldBe(expected[f], 0.02, $"{name} importance of feature {f}");
        }
    }

    private static ClassifierOptions Options(JsonElement golden)
    {
        var options = golden.GetProperty("options");
        var json = new JsonObject { ["kind"] = "decision-tree", ["criterion"] = options.GetProperty("criterion").GetString() };
        if (options.TryGetProperty("max_depth", out var depth)) json["maxDepth"] = depth.GetInt32();
        if (options.TryGetProperty("min_samples_leaf", out var leaf)) json["minSamplesLeaf"] = leaf.GetInt32();
        return Classifiers.ReadOptions(json);
    }
}
