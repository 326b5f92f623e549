using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Metrics;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Classical;

public sealed class BoostingTests
{
    [Fact]
    public void Boosting_scores_as_scikit_learns_and_its_first_trees_are_theirs()
    {
        foreach (var golden in GoldenJson.Load("boosting.json").EnumerateArray())
        {
            var name = golden.GetProperty("data").GetString()!;
            var table = GoldenTable.Load(name);
            var model = new GradientBoostingOptions { Iterations = 60, EarlyStopping = false }.Fit(table.Train(), 0, 2);
            // One sample of the small tables is more than a point.
            var slack = Math.Max(0.01, 1.5 / table.TestLabels.Length);
            model.Accuracy(table).ShouldBe(golden.Number("accuracy"), slack, name);
            var expected = golden.Floats("probabilities");
            // Weights that differ from row to row leave ties only where two columns part the rows alike, and nothing is drawn: the same
            // trees must grow.
            var data = table.Train();
            var weights = Enumerable.Range(0, data.Count).Select(i => (float)(0.5 + i * 0.6180339887498949 % 1)).ToArray();
            var first = new GradientBoostingOptions { Iterations = 3, EarlyStopping = false }
                .Fit(new LabeledRows(data.Rows, data.Columns, data.Labels, data.Classes, weights));
            var actual = first.Probabilities(table.TestRows.AsSpan(0, expected.Length / first.Classes * table.Columns));
            var far = 0;
            for (var i = 0; i < actual.Length; i++) far += Math.Abs(actual[i] - expected[i]) > 1e-5 ? 1 : 0;
            ((double)far / actual.Length).ShouldBeLessThan(0.05, $"{name}: {far} probabilities differ after three steps");
        }
    }

    [Fact]
    public void Early_stopping_scores_as_scikit_learns_over_ten_seeds() => EarlyStoppingScoresAsScikitLearns(name => name != "digits");

    [SlowFact]
    public void Early_stopping_on_digits_scores_as_scikit_learns_over_ten_seeds() =>
        EarlyStoppingScoresAsScikitLearns(name => name == "digits");

    private static void EarlyStoppingScoresAsScikitLearns(Func<string, bool> chosen)
    {
        foreach (var golden in GoldenJson.Load("boosting.json").EnumerateArray())
        {
            var name = golden.GetProperty("data").GetString()!;
            if (!chosen(name)) continue;
            var table = GoldenTable.Load(name);
            var options = new GradientBoostingOptions { EarlyStopping = true };
            var ours = Enumerable.Range(0, 10).Select(s => options.Fit(table.Train(), (ulong)s, 2).Accuracy(table)).Average();
            // A point, and for the small tables what ten draws of eight or nine validation rows leave open.
            ours.ShouldBe(golden.Doubles("stopped").Average(), table.TestLabels.Length < 250 ? 0.03 : 0.01, name);
        }
    }

    [Fact]
    public void The_first_tree_takes_the_divisions_of_a_plain_search()
    {
        // Two classes, one step: gradients are known by hand, and the root's division is the best over all columns and bins.
        var table = GoldenTable.Load("cancer");
        var data = table.Train();
        var options = new GradientBoostingOptions { Iterations = 1, EarlyStopping = false, MaxLeaves = 2 };
        var tree = new Booster(
            options, new ClassLoss(options, data, 0), new FitContext(0, 1, default)).Run()[0];
        var share = data.Labels.Average();
        var columns = BinnedColumns.Create(data, 255, new FitContext(0, 1, default));
        var best = double.NegativeInfinity;
        for (var c = 0; c < data.Columns; c++)
        {
            foreach (var cut in columns.Thresholds[c]) best = Math.Max(best, Gain(c, cut));
        }

        Gain(tree.Feature[0], tree.Threshold[0]).ShouldBe(best, 1e-4 * best);

        double Gain(int column, float cut)
        {
            double sum = 0;
            foreach (var side in new[] { true, false })
            {
                var rows = Enumerable.Range(0, data.Count).Where(i => data.Rows[i * data.Columns + column] <= cut == side).ToArray();
                if (rows.Length < 20) return double.NegativeInfinity;
                sum += Math.Pow(rows.Sum(i => share - data.Labels[i]), 2) / (rows.Length * share * (1 - share));
            }

            return sum;
        }
    }

    [Fact]
    public void Bins_hold_every_number_on_its_side_of_the_edges()
    {
        var random = new SplitMix64(2);
        var rows = new float[3000 * 2];
        for (var i = 0; i < rows.Length; i++) rows[i] = i % 2 == 0 ? random.Next(40) : (float)random.NextDouble();
        var data = new LabeledRows(rows, 2, [.. Enumerable.Range(0, 3000).Select(i => i % 2)], 2);
        var columns = BinnedColumns.Create(data, 255, new FitContext(0, 1, default));
        columns.Thresholds[0].Length.ShouldBe(39);
        columns.Thresholds[1].Length.ShouldBe(254);
        for (var c = 0; c < 2; c++)
        {
            var edges = columns.Thresholds[c];
            edges.ShouldBe(edges.Order().Distinct());
            for (var i = 0; i < 3000; i++)
            {
                var (bin, value) = (columns.Bins[c][i], rows[i * 2 + c]);
                (bin == edges.Length || value <= edges[bin]).ShouldBeTrue();
                (bin == 0 || value > edges[bin - 1]).ShouldBeTrue();
            }
        }

        // Quantiles: about as many rows in each.
        columns.Bins[1].GroupBy(b => b).Max(g => g.Count()).ShouldBeLessThan(20);
    }

    [Fact]
    public void Training_loss_falls_with_every_step()
    {
        var table = GoldenTable.Load("speech");
        var data = table.Train();
        var losses = new[] { 1, 2, 5, 10, 20 }.Select(Loss).ToArray();
        losses.ShouldBe(losses.OrderDescending());
        losses[0].ShouldBeLessThan(Math.Log(8));

        double Loss(int steps)
        {
            var model = new GradientBoostingOptions { Iterations = steps, EarlyStopping = false }.Fit(data);
            return ProbabilityMetrics.LogLoss(data.Labels, model.Probabilities(data.Rows), data.Classes);
        }
    }
}
