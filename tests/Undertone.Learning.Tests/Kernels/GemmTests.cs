using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class GemmTests
{
    public static IEnumerable<object[]> Units() => Available().Select(u => new object[] { u.ToString() });

    [Theory]
    [MemberData(nameof(Units))]
    public void A_product_is_that_of_plain_loops_on_every_unit(string unit)
    {
        var random = new Random(3);
        foreach (var (m, n, k) in new[] { (1, 1, 1), (3, 5, 7), (13, 33, 40), (12, 32, 385), (25, 70, 500), (97, 161, 30), (200, 7, 313), (1, 300, 128), (64, 64, 0) })
        {
            foreach (var form in Enumerable.Range(0, 8))
            {
                var (aTurned, bTurned, accumulate) = ((form & 1) != 0, (form & 2) != 0, (form & 4) != 0);
                var (a, b, c, bias) = (Fill(m * k, random), Fill(k * n, random), Fill(m * n, random), Fill(n, random));
                var (before, aValues, bValues, biasValues) = (c.Span.ToArray(), a.Span.ToArray(), b.Span.ToArray(), bias.Span.ToArray());
                var left = aTurned ? a.Matrix(0, k, m).Transposed : a.Matrix(0, m, k);
                var right = bTurned ? b.Matrix(0, n, k).Transposed : b.Matrix(0, k, n);
                var gemm = new Gemm(MicroKernel.Of(Enum.Parse<VectorUnit>(unit)));
                if (accumulate) gemm.Multiply(Team.Of(2), left, right, c.Matrix(0, m, n), accumulate: true);
                else gemm.Multiply(Team.Of(2), left, right, c.Matrix(0, m, n), bias.Matrix(0, 1, n));
                var expected = new double[m * n];
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var sum = accumulate ? before[i * n + j] : (double)biasValues[j];
                        for (var q = 0; q < k; q++) sum += (double)aValues[aTurned ? q * m + i : i * k + q] * bValues[bTurned ? j * k + q : q * n + j];
                        expected[i * n + j] = sum;
                    }
                }

                Close.Assert(c.Span.ToArray().Select(v => (double)v).ToArray(), expected, 2e-5, 1e-5, $"{unit} {m} x {n} x {k}, form {form}");
            }
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(2700)]
    public void A_row_is_the_same_to_the_bit_alone_and_among_others_packed_or_not_with_any_threads(int depth)
    {
        var random = new Random(4);
        const int M = 150, N = 200;
        var (a, b) = (Fill(M * depth, random), Fill(depth * N, random));
        var reference = new AlignedBuffer<float>(M * N);
        new Gemm().Multiply(Team.Of(1), a.Matrix(0, M, depth), b.Matrix(0, depth, N), reference.Matrix(0, M, N));
        var (aValues, bValues, expected) = (a.Span.ToArray(), b.Span.ToArray(), new double[M * N]);
        for (var i = 0; i < M; i++)
        {
            for (var q = 0; q < depth; q++)
            {
                for (var j = 0; j < N; j++) expected[i * N + j] += (double)aValues[i * depth + q] * bValues[q * N + j];
            }
        }

        Close.Assert(reference.Span.ToArray().Select(v => (double)v).ToArray(), expected, 1e-4, 1e-5, $"depth {depth}");
        var packed = new PackedMatrix();
        packed.Pack(Team.Of(1), b.Matrix(0, depth, N));
        foreach (var threads in new[] { 1, 2, 4 })
        {
            var all = new AlignedBuffer<float>(M * N);
            new Gemm().Multiply(Team.Of(threads), a.Matrix(0, M, depth), packed, all.Matrix(0, M, N));
            all.Span.ToArray().ShouldBe(reference.Span.ToArray());
            foreach (var (first, rows) in new[] { (0, 1), (7, 3), (30, 13), (100, 50) })
            {
                var part = new AlignedBuffer<float>(rows * N);
                new Gemm().Multiply(Team.Of(threads), a.Matrix(first * depth, rows, depth), b.Matrix(0, depth, N), part.Matrix(0, rows, N));
                part.Span.ToArray().ShouldBe(reference.Span.Slice(first * N, rows * N).ToArray(), $"rows {first} to {first + rows}");
            }
        }
    }

    [Fact]
    public void A_long_product_is_right_and_the_same_for_any_threads()
    {
        var random = new Random(5);
        const int M = 9, N = 33, K = 9001;
        var (a, b) = (Fill(K * M, random), Fill(K * N, random));
        var (aValues, bValues) = (a.Span.ToArray(), b.Span.ToArray());
        var expected = new double[M * N];
        for (var q = 0; q < K; q++)
        {
            for (var i = 0; i < M * N; i++) expected[i] += (double)aValues[q * M + i / N] * bValues[q * N + i % N];
        }

        float[]? first = null;
        foreach (var threads in new[] { 1, 2, 4 })
        {
            var c = new AlignedBuffer<float>(M * N);
            new Gemm().MultiplyLong(Team.Of(threads), a.Matrix(0, K, M).Transposed, b.Matrix(0, K, N), c.Matrix(0, M, N));
            Close.Assert(c.Span.ToArray().Select(v => (double)v).ToArray(), expected, 1e-4, 1e-5, $"{threads} threads");
            c.Span.ToArray().ShouldBe(first ??= c.Span.ToArray());
        }
    }

    [Fact]
    public void Shapes_that_do_not_meet_are_refused()
    {
        var x = new AlignedBuffer<float>(100);
        Should.Throw<ArgumentException>(() => new Gemm().Multiply(Team.Of(1), x.Matrix(0, 5, 4), x.Matrix(0, 5, 4), x.Matrix(0, 5, 4))).Message.ShouldContain("[5, 4]");
        Should.Throw<ArgumentOutOfRangeException>(() => x.Matrix(90, 2, 6));
    }

    [Fact]
    public void A_recurrence_gives_the_same_on_every_unit()
    {
        float[]? best = null;
        foreach (var unit in Available())
        {
            var random = new Random(6);
            var recurrence = new Recurrence(21, gated: false, reverse: false, MicroKernel.Of(unit));
            recurrence.Resize(7, 5, [5, 1, 3, 5, 2, 4, 5]);
            foreach (ref var v in recurrence.Gates.Span) v = (float)random.NextDouble() - 0.5f;
            recurrence.Forward(Team.Of(2), Fill(21 * 84, random).Matrix(0, 21, 84), null);
            Close.Assert(recurrence.Output.Span, best ??= recurrence.Output.Span.ToArray(), 1e-6, 1e-5, unit.ToString());
        }
    }

    [Fact]
    public void A_convolution_gives_the_same_on_every_unit()
    {
        float[]? best = null;
        var shape = new ConvolutionShape { KernelHeight = 3, KernelWidth = 3, PadTop = 1, PadLeft = 1, Channels = 5, Filters = 37 };
        foreach (var unit in Available())
        {
            var random = new Random(7);
            var (x, y, w) = (Fill(2 * 9 * 17 * 5, random), new AlignedBuffer<float>(2 * 9 * 17 * 37), Fill(45 * 37, random));
            var convolution = new Convolution(shape, MicroKernel.Of(unit));
            convolution.SetWeights(Team.Of(2), w.Matrix(0, 45, 37));
            convolution.Forward(Team.Of(2), x, y, null, 2, (9, 17), (9, 17));
            var gradient = new AlignedBuffer<float>(45 * 37);
            convolution.BackwardWeights(Team.Of(2), x, y, gradient.Matrix(0, 45, 37), null, 2, (9, 17), (9, 17));
            float[] all = [.. y.Span, .. gradient.Span];
            Close.Assert(all, best ??= all, 1e-4, 1e-5, unit.ToString());
        }
    }

    [Fact]
    public void A_team_runs_every_task_once_and_hands_on_failures()
    {
        foreach (var threads in new[] { 1, 2, 5 })
        {
            for (var round = 0; round < 300; round++)
            {
                var counts = new int[round % 40];
                Team.Of(threads).Run(counts.Length, (task, worker) =>
                {
                    worker.ShouldBeInRange(0, threads - 1);
                    Interlocked.Increment(ref counts[task]);
                });
                counts.ShouldAllBe(c => c == 1);
            }

            Should.Throw<InvalidOperationException>(() => Team.Of(threads).Run(9, (task, _) =>
            {
                if (task == 5) throw new InvalidOperationException("five");
            })).Message.ShouldBe("five");
            var inner = 0;
            Team.Of(threads).Run(4, (_, _) => Team.Of(threads).Run(3, (_, _) => Interlocked.Increment(ref inner)));
            inner.ShouldBe(12);
        }
    }

    private static IEnumerable<VectorUnit> Available() => Enum.GetValues<VectorUnit>().Where(u => u <= MicroKernel.Best.Unit);

    private static AlignedBuffer<float> Fill(int length, Random random)
    {
        var buffer = new AlignedBuffer<float>(length);
        foreach (ref var v in buffer.Span) v = (float)random.NextDouble() - 0.5f;
        return buffer;
    }
}
