using System.Runtime.Intrinsics;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Kernels;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Classical;

/// <summary>Every vector loop against a plain one, over lengths around the vector widths.</summary>
public sealed class KernelTests
{
    private static float[] Draw(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(random.NextDouble() * 4 - 2);
        return values;
    }

    private static double[] DrawDoubles(int count, ulong seed) => Array.ConvertAll(Draw(count, seed), x => (double)x);

    [Fact]
    public void Sums_over_pairs_of_rows_agree_with_plain_loops_and_do_not_depend_on_the_place()
    {
        foreach (var (rowsA, rowsB, columns) in new[] { (1, 1, 1), (4, 4, 16), (5, 7, 17), (9, 130, 33), (3, 66, 400), (8, 3, 15) })
        {
            var (a, b) = (Draw(rowsA * columns, 1), Draw(rowsB * columns, 2));
            Check<DotOperation>((x, y) => x * y);
            Check<SquaredDistanceOperation>((x, y) => (x - y) * (x - y));
            Check<AbsoluteDistanceOperation>((x, y) => Math.Abs(x - y));

            void Check<T>(Func<double, double, double> operation)
                where T : struct, IPairOperation
            {
                var (actual, expected) = (new float[rowsA * rowsB], new float[rowsA * rowsB]);
                RowPairs.Compute<T>(a, b, columns, actual);
                var one = new float[1];
                for (var i = 0; i < rowsA; i++)
                {
                    for (var j = 0; j < rowsB; j++)
                    {
                        expected[i * rowsB + j] = (float)Enumerable.Range(0, columns)
                            .Sum(k => operation(a[i * columns + k], b[j * columns + k]));
                        RowPairs.Compute<T>(a.AsSpan(i * columns, columns), b.AsSpan(j * columns, columns), columns, one);
                        one[0].ShouldBe(actual[i * rowsB + j], $"{typeof(T).Name} of rows {i} and {j} alone");
                    }
                }

                Close.Assert(actual, expected, 1e-6 * columns, 1e-5, $"{typeof(T).Name} {rowsA} x {rowsB} x {columns}");
            }
        }
    }

    [Fact]
    public void The_solvers_loops_agree_with_plain_ones_and_the_last_of_equals_wins()
    {
        for (var n = 1; n < 40; n++)
        {
            var (v, diagonal) = (DrawDoubles(n, (ulong)n), Array.ConvertAll(DrawDoubles(n, (ulong)n + 50), x => 2 + Math.Abs(x)));
            var (row, other) = (Draw(n, (ulong)n + 99), Draw(n, (ulong)n + 150));
            for (var i = 0; i < n; i++) v[i] = Math.Round(v[i] * 2) / 2;
            var up = Enumerable.Range(0, n).Select(i => i % 3 == 0 ? double.NegativeInfinity : 0.0).ToArray();
            var low = Enumerable.Range(0, n).Select(i => i % 4 == 1 ? double.PositiveInfinity : 0.0).ToArray();
            var (top, at) = (double.NegativeInfinity, -1);
            for (var i = 0; i < n; i++)
            {
                if (up[i] == 0 && v[i] >= top) (top, at) = (v[i], i);
            }

            SmoKernels.LargestUp(v, up).ShouldBe((top, at), $"{n} numbers");
            var (most, partner, smallest) = (double.NegativeInfinity, -1, double.PositiveInfinity);
            for (var i = 0; i < n; i++)
            {
                if (low[i] != 0) continue;
                smallest = Math.Min(smallest, v[i]);
                var gain = Math.Pow(1.1 - v[i], 2) / (3 + diagonal[i] - 2 * (double)row[i]);
                if (1.1 - v[i] > 0 && gain >= most) (most, partner) = (gain, i);
            }

            SmoKernels.BestPartner(v, low, row, diagonal, 1.1, 3).ShouldBe((partner, smallest), $"{n} numbers");
            var (stepped, added) = ((double[])v.Clone(), (double[])v.Clone());
            SmoKernels.Step(stepped, row, 0.3, other, -0.7);
            SmoKernels.AddScaled(added, row, 0.3);
            Close.Assert(stepped, [.. Enumerable.Range(0, n).Select(i => v[i] - 0.3 * row[i] + 0.7 * other[i])], 1e-12, 0, "step");
            Close.Assert(added, [.. Enumerable.Range(0, n).Select(i => v[i] + 0.3 * row[i])], 1e-12, 0, "scaled");
            SmoKernels.Dot(v, row).ShouldBe(Enumerable.Range(0, n).Sum(i => v[i] * row[i]), 1e-12);
        }
    }

    [Fact]
    public void Lines_of_weights_agree_with_plain_loops()
    {
        const int Strip = LinearKernels.Strip;
        foreach (var (rows, columns, lines) in new[] { (1, 1, 4), (4, 8, 4), (5, 19, 8), (9, 40, 12), (16, 31, 4), (15, 7, 8) })
        {
            var (x, w, p, offsets) = (
                Draw(rows * columns, 1), DrawDoubles(lines * columns, 2), DrawDoubles(lines * Strip, 3), DrawDoubles(lines, 4));
            var scores = new double[lines * Strip];
            LinearKernels.Scores(w, offsets, x, columns, scores);
            for (var r = 0; r < rows; r++)
            {
                var own = Enumerable.Range(0, lines).Select(k => scores[k * Strip + r]).ToArray();
                var plain = Enumerable.Range(0, lines).Select(
                    k => offsets[k] + Enumerable.Range(0, columns).Sum(c => w[k * columns + c] * x[r * columns + c])).ToArray();
                Close.Assert(own, plain, 1e-12, 0, $"scores of row {r} of {rows}");
                // The row alone must get the very same bits.
                var alone = new double[lines * Strip];
                LinearKernels.Scores(w, offsets, x.AsSpan(r * columns, columns), columns, alone);
                own.ShouldBe(Enumerable.Range(0, lines).Select(k => alone[k * Strip]), $"row {r} of {rows} alone");
            }

            var sums = (double[])w.Clone();
            LinearKernels.AddOuter(sums, x, columns, p);
            var expected = Enumerable.Range(0, lines * columns)
                .Select(i => w[i] + Enumerable.Range(0, rows).Sum(r => p[i / columns * Strip + r] * x[r * columns + i % columns]));
            Close.Assert(sums, [.. expected], 1e-12, 0, "outer products");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    public void The_softmax_of_a_strip_agrees_with_a_plain_loop(int lines)
    {
        const int Strip = LinearKernels.Strip;
        var scores = Array.ConvertAll(DrawDoubles(lines * Strip, 5), s => 300 * s);
        var (p, logSums) = ((double[])scores.Clone(), new double[Strip]);
        LinearKernels.Softmax(p, logSums);
        for (var r = 0; r < Strip; r++)
        {
            var own = Enumerable.Range(0, lines).Select(k => scores[k * Strip + r]).ToArray();
            var sum = own.Sum(s => Math.Exp(s - own.Max()));
            Close.Assert(
                [.. Enumerable.Range(0, lines).Select(k => p[k * Strip + r])], [.. own.Select(s => Math.Exp(s - own.Max()) / sum)], 1e-14,
                1e-13, $"row {r}");
            logSums[r].ShouldBe(own.Max() + Math.Log(sum), 1e-11);
        }
    }

    [Fact]
    public void Rows_that_walk_side_by_side_end_where_each_ends_alone()
    {
        var random = new SplitMix64(8);
        for (var trial = 0; trial < 60; trial++)
        {
            var (rows, columns, inner) = (random.Next(40), 1 + random.Next(9), random.Next(30));
            var (feature, threshold, left, right) = (new int[inner], new float[inner], new int[inner], new int[inner]);
            // Each new node takes the place of a leaf: the trees come out lopsided.
            var free = new List<(int[] Side, int Node)>();
            for (var n = 0; n < inner; n++)
            {
                if (n > 0)
                {
                    var at = random.Next(free.Count);
                    free[at].Side[free[at].Node] = n;
                    free.RemoveAt(at);
                }

                (feature[n], threshold[n]) = (random.Next(columns), random.Next(5));
                free.AddRange([(left, n), (right, n)]);
            }

            for (var leaf = 0; leaf < free.Count; leaf++) free[leaf].Side[free[leaf].Node] = ~leaf;
            var tree = new Tree(1, feature, threshold, left, right, [.. Enumerable.Range(0, inner + 1).Select(l => (float)l)]);
            // Whole numbers hit the thresholds.
            var x = new float[rows * columns];
            for (var i = 0; i < x.Length; i++) x[i] = random.Next(6);
            var leaves = new int[rows];
            tree.Walk(x, columns, leaves);
            leaves.ShouldBe(Enumerable.Range(0, rows).Select(r => (int)tree.Predict(x.AsSpan(r * columns, columns))[0]), $"tree {trial}");
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_first_number_that_is_not_finite_is_found_wherever_it_stands(float bad)
    {
        foreach (var length in new[] { 1, 63, 64, 65, 200 })
        {
            var numbers = Draw(length, 6);
            (numbers[0], numbers[^1]) = (float.MaxValue, -float.MaxValue);
            Finite.IndexOfExcept(numbers).ShouldBe(-1);
            for (var i = length - 1; i >= 0; i--)
            {
                numbers[i] = bad;
                Finite.IndexOfExcept(numbers).ShouldBe(i);
            }
        }
    }

    [Fact]
    public void Histograms_and_their_best_cut_agree_with_plain_loops()
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var random = new SplitMix64((ulong)trial);
            var (n, bins) = (1 + random.Next(300), 2 + random.Next(254));
            var codes = new byte[n];
            for (var i = 0; i < n; i++) codes[i] = (byte)random.Next(bins);
            var rows = Enumerable.Range(0, n).Where(i => i % 3 > 0).ToArray();
            var entries = rows.Select(i => Vector128.Create((float)(random.NextDouble() - 0.5), (float)random.NextDouble(), 1, 0))
                .ToArray();
            var histogram = new Vector128<float>[bins];
            HistogramKernels.Accumulate(codes, rows, entries, histogram);
            for (var b = 0; b < bins; b++)
            {
                var own = Enumerable.Range(0, rows.Length).Where(i => codes[rows[i]] == b).ToArray();
                histogram[b][2].ShouldBe(own.Length);
                histogram[b][0].ShouldBe(own.Sum(i => entries[i][0]), 1e-4f);
            }

            var total = HistogramKernels.Sum(histogram);
            var (best, score) = (-1, double.NegativeInfinity);
            for (var b = 0; b < bins - 1; b++)
            {
                var left = HistogramKernels.Sum(histogram.AsSpan(0, b + 1));
                var right = total - left;
                if (left[2] < 5 || right[2] < 5 || histogram[b][2] == 0) continue;
                var own = left[0] * left[0] / (left[1] + 0.5) + right[0] * right[0] / (right[1] + 0.5);
                if (own > score) (best, score) = (b, own);
            }

            var found = HistogramKernels.BestCut(histogram, bins - 1, total, 5, 1e-3, 0.5);
            found.Bin.ShouldBe(best, $"trial {trial}");
            if (best >= 0) found.Score.ShouldBe(score, 1e-9 * score);
        }
    }

    [Fact]
    public void Candidates_are_found_wherever_they_stand()
    {
        for (var n = 0; n < 40; n++)
        {
            var values = Enumerable.Repeat(5f, n).ToArray();
            NeighbourKernels.NextNotAbove(values, 4, 0).ShouldBe(n);
            for (var at = 0; at < n; at++)
            {
                values[at] = at % 2 == 0 ? 4 : float.NaN;
                NeighbourKernels.NextNotAbove(values, 4, 0).ShouldBe(at);
                NeighbourKernels.NextNotAbove(values, 4, at + 1).ShouldBe(n);
                values[at] = 5;
            }
        }
    }
}
