using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Neighbors;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Classical;

public sealed class KnnTests
{
    [Fact]
    public void Neighbors_and_probabilities_agree_with_scikit_learn()
    {
        foreach (var golden in GoldenJson.Load("neighbours.json").EnumerateArray())
        {
            var (name, metric) = (golden.GetProperty("data").GetString()!, golden.GetProperty("metric").GetString()!);
            var table = GoldenTable.Load(name);
            var distance = golden.GetProperty("weights").GetString() == "distance";
            var options = new KnnOptions { Neighbors = 7, Metric = KnnOptions.MetricOf(metric), DistanceWeighted = distance };
            var model = (KnnClassifier)options.Fit(table.Train());
            var rows = table.TestRows[..(golden.Ints("indices").Length / 7 * table.Columns)];
            var what = $"{name} {metric} {golden.GetProperty("weights")}";
            var (indices, distances) = model.FindNeighbors(rows);
            var (expectedIndices, expectedDistances) = (golden.Ints("indices"), golden.Doubles("distances"));
            // scikit-learn's squared distances come from inner products, so they lose digits near 0.
            Close.Assert(distances, expectedDistances, 1e-6, 1e-7, what + " distances");
            var tied = new HashSet<int>();
            for (var q = 0; q < rows.Length / table.Columns; q++)
            {
                var (ours, theirs) = (indices[(q * 7)..(q * 7 + 7)], expectedIndices[(q * 7)..(q * 7 + 7)]);
                var last = distances[q * 7 + 6];
                // Rows at the distance of the last neighbour may stand for each other; all nearer ones must be the same.
                bool Nearer(int i, int[] of) => expectedDistances[q * 7 + Array.IndexOf(of, i)] < last * (1 - 1e-6) - 1e-9;
                if (!ours.Order().SequenceEqual(theirs.Order())) tied.Add(q);
                ours.Where(i => Nearer(i, ours)).Order().ShouldBe(theirs.Where(i => Nearer(i, theirs)).Order(), $"{what}, row {q}");
            }

            // Whole pixels and tenths of a centimetre make equal distances; elsewhere they are chance.
            tied.Count.ShouldBeLessThan(name is "iris" or "digits" ? 20 : 2, what + ": rows with ties");
            var (p, expected) = (model.Probabilities(rows), golden.Floats("probabilities"));
            for (var q = 0; q < rows.Length / table.Columns; q++)
            {
                if (tied.Contains(q)) continue;
                var k = model.Classes;
                Close.Assert(p.AsSpan(q * k, k), expected.AsSpan(q * k, k), 1e-5, 0, $"{what}, probabilities of row {q}");
            }
        }
    }

    [Theory]
    [InlineData(KnnMetric.Euclidean, 1000)]
    [InlineData(KnnMetric.Euclidean, 0)]
    [InlineData(KnnMetric.Manhattan, 1000)]
    [InlineData(KnnMetric.Cosine, 1000)]
    [InlineData(KnnMetric.Cosine, 0)]
    public void The_search_is_exact_around_the_origin_and_far_from_it_and_among_equal_rows(KnnMetric metric, float middle)
    {
        var random = new SplitMix64(11);
        const int Columns = 37, Count = 5000, K = 9;
        var rows = new float[Count * Columns];
        for (var i = 0; i < rows.Length; i++) rows[i] = middle + (float)random.NextDouble() - 0.5f;
        // Every tenth row repeats the one before.
        for (var r = 10; r < Count; r += 10) rows.AsSpan((r - 1) * Columns, Columns).CopyTo(rows.AsSpan(r * Columns));
        var model = (KnnClassifier)new KnnOptions { Neighbors = K, Metric = metric }
            .Fit(new LabeledRows(rows, Columns, [.. Enumerable.Range(0, Count).Select(i => i % 2)], 2));
        var queries = rows[..(40 * Columns)];
        var (indices, _) = model.FindNeighbors(queries);
        for (var q = 0; q < 40; q++)
        {
            var expected = Enumerable.Range(0, Count).OrderBy(i => Distance(q, i)).ThenBy(i => i).Take(K);
            indices[(q * K)..(q * K + K)].ShouldBe(expected, $"row {q}");
        }

        double Distance(int q, int i)
        {
            double sum = 0, a2 = 0, b2 = 0;
            for (var k = 0; k < Columns; k++)
            {
                double a = queries[q * Columns + k], b = rows[i * Columns + k];
                sum += metric switch { KnnMetric.Euclidean => (a - b) * (a - b), KnnMetric.Manhattan => Math.Abs(a - b), _ => a * b };
                a2 += a * a;
                b2 += b * b;
            }

            return metric == KnnMetric.Cosine ? Math.Max(0, 1 - sum / Math.Sqrt(a2 * b2)) : sum;
        }
    }

    [Fact]
    public void More_neighbours_than_rows_are_refused() =>
        Should.Throw<ClassifierOptionsException>(() => new KnnOptions { Neighbors = 5 }.Fit(new LabeledRows([1, 2, 3], 1, [0, 1, 0], 2)))
            .Message.ShouldContain("only 3 training rows");
}
