using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class GemmTests
{
    public static IEnumerable<object[]> Units() => KernelData.Units.Select(u => new object[] { u.ToString() });

    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (3, 5, 7), (13, 33, 40), (12, 32, 385), (25, 70, 500), (97, 161, 30), (200, 7, 313), (1, 300, 128), (64, 64, 0),
    ];

    [Theory]
    [MemberData(nameof(Units))]
    public void A_product_is_that_of_plain_loops_on_every_unit(string unit)
    {
        var random = new Random(3);
        foreach (var (m, n, k) in Shapes)
        {
            foreach (var form in Enumerable.Range(0, 8))
            {
                var (aTurned, bTurned, accumulate) = ((form & 1) != 0, (form & 2) != 0, (form & 4) != 0);
                var (a, b, c, bias) = (
                    KernelData.Fill(m * k, random), KernelData.Fill(k * n, random), KernelData.Fill(m * n, random),
                    KernelData.Fill(n, random));
                var (before, aValues, bValues, biasValues) = (c.Span.ToArray(), a.Span.ToArray(), b.Span.ToArray(), bias.Span.ToArray());
                var left = aTurned ? a.Matrix(0, k, m).Transposed : a.Matrix(0, m, k);
                var right = bTurned ? b.Matrix(0, n, k).Transposed : b.Matrix(0, k, n);
                var gemm = new Gemm(MicroKernel.Of(Enum.Parse<VectorUnit>(unit)));
                if (accumulate) gemm.Multiply(Team.Of(2), left, right, c.Matrix(0, m, n), accumulate: true);
                else gemm.Multiply(Team.Of(2), left, right, c.Matrix(0, m, n), bias.Matrix(0, 1, n));
                var (expected, sizes) = (new double[m * n], new double[m * n]);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var sum = accumulate ? before[i * n + j] : (double)biasValues[j];
                        var size = Math.Abs(sum);
                        for (var q = 0; q < k; q++)
                        {
                            var product = (double)aValues[aTurned ? q * m + i : i * k + q] * bValues[bTurned ? j * k + q : q * n + j];
                            sum += product;
                            size += Math.Abs(product);
                        }

                        (expected[i * n + j], sizes[i * n + j]) = (sum, size);
                    }
                }

                var what = $"{unit} {m} x {n} x {k}, form {form}";
                c.Span.ShouldBeWithinRounding(expected, sizes, k + 1, what);
                Close.Assert([.. c.Span.ToArray().Select(v => (double)v)], expected, 2e-5, 1e-5, what);
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
        var (a, b) = (KernelData.Fill(M * depth, random), KernelData.Fill(depth * N, random));
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
        var (a, b) = (KernelData.Fill(K * M, random), KernelData.Fill(K * N, random));
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
        Should.Throw<ArgumentException>(() => new Gemm().Multiply(Team.Of(1), x.Matrix(0, 5, 4), x.Matrix(0, 5, 4), x.Matrix(0, 5, 4)))
            .Message.ShouldContain("[5, 4]");
        Should.Throw<ArgumentOutOfRangeException>(() => x.Matrix(90, 2, 6));
    }

    [Fact]
    public void Every_unit_gives_the_same_bits() => KernelData.ShouldGiveTheSameBitsOnEveryUnit(unit =>
    {
        var random = new Random(8);
        var (a, b, c) = (KernelData.Fill(45 * 700, random), KernelData.Fill(700 * 77, random), new AlignedBuffer<float>(45 * 77));
        new Gemm(MicroKernel.Of(unit)).Multiply(Team.Of(2), a.Matrix(0, 45, 700), b.Matrix(0, 700, 77), c.Matrix(0, 45, 77));
        return c.Span.ToArray();
    });
}
