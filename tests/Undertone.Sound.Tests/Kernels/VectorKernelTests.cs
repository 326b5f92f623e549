using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Kernels;

/// <summary>Every kernel at every register width against a plain loop in double precision.</summary>
public sealed unsafe class VectorKernelTests
{
    private const int Length = 112;

    public static TheoryData<int> Widths() => [.. Enum.GetValues<SimdWidth>().Select(w => (int)w)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Roots_are_the_definitions(int width)
    {
        var (values, roots) = (new AlignedBuffer<float>(Make(k => k * 0.37f)), new AlignedBuffer<float>(Length));
        Kernels(width).Sqrt(values.Pointer, roots.Pointer, Length);
        Close.Assert(roots.Span, Make(k => MathF.Sqrt(values.Span[k])), 0, 1e-7, "root");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sums_and_products_are_the_definitions(int width)
    {
        var (a, b, c, d) = (new AlignedBuffer<float>(Noise.Of(7 * Length, 1)), new AlignedBuffer<float>(Noise.Of(Length, 2)),
            new AlignedBuffer<float>(Noise.Of(Length, 3)), new AlignedBuffer<float>(Noise.Of(Length, 4)));
        var kernels = Kernels(width);
        for (var length = 1; length <= Length; length++)
        {
            var squares = 0.0;
            for (var k = 0; k < length; k++) squares += (double)a.Span[k] * a.Span[k];
            ((double)kernels.SumOfSquares(a.Pointer, length)).ShouldBe(squares, 1e-5, $"sum of squares of {length}");
        }

        ((double)kernels.Dot(a.Pointer, b.Pointer, Length)).ShouldBe(Product(a.Span, b.Span), 1e-5, "dot");
        var (re, im) = (Product(a.Span, c.Span) - Product(b.Span, d.Span), Product(a.Span, d.Span) + Product(b.Span, c.Span));
        ((double)kernels.ComplexDotPower(a.Pointer, b.Pointer, c.Pointer, d.Pointer, Length))
            .ShouldBe(re * re + im * im, 1e-4, "complex dot");
        var result = new float[7];
        fixed (float* r = result) kernels.MatrixVector(a.Pointer, 7, b.Pointer, Length, r);
        for (var row = 0; row < 7; row++) ((double)result[row]).ShouldBe(Product(a.Span[(row * Length)..], b.Span), 1e-5, $"row {row}");
        kernels.Max(b.Pointer, Length).ShouldBe(b.Span.ToArray().Max());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Decibels_are_ten_logarithms_over_the_whole_range_of_floats(int width)
    {
        var random = new Random(9);
        for (var length = 1; length <= Length; length++)
        {
            var power = new float[length];
            for (var k = 0; k < length; k++) power[k] = k % 9 == 0 ? 0 : k % 7 == 0 ? 1 : MathF.Pow(10, 70 * random.NextSingle() - 34);
            var db = new float[length];
            float largest;
            fixed (float* p = power, d = db) largest = Kernels(width).Decibels(p, d, length, 1e-10f, 3);
            Close.Assert(db, [.. power.Select(p => (float)(10 * Math.Log10(Math.Max(1e-10f, p)) - 3))], 4e-6, 2e-7, $"length {length}");
            largest.ShouldBe(db.Max());
            fixed (float* d = db) Kernels(width).Floor(d, length, 0);
            db.ShouldAllBe(v => v >= 0);
            fixed (float* p = power) Kernels(width).Max(p, length).ShouldBe(power.Max());
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_value_that_is_not_finite_is_found_wherever_it_stands(int width)
    {
        var values = Noise.Of(Length, 10);
        values[3] = float.MaxValue;
        fixed (float* v = values)
        {
            Kernels(width).AreFinite(v, Length).ShouldBeTrue();
            for (var k = 0; k < Length; k++)
            {
                foreach (var bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
                {
                    var before = v[k];
                    v[k] = bad;
                    Kernels(width).AreFinite(v, Length).ShouldBeFalse($"place {k}, {bad}");
                    v[k] = before;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sign_changes_count_small_values_as_positive(int width)
    {
        var values = Noise.Of(Length, 5);
        for (var k = 0; k < Length; k += 5) values[k] = k % 2 == 0 ? -1e-11f : -0f;
        fixed (float* v = values)
        {
            for (var length = 1; length <= Length; length++)
            {
                var expected = 0;
                for (var k = 1; k < length; k++) expected += (values[k - 1] < -1e-10f) != (values[k] < -1e-10f) ? 1 : 0;
                Kernels(width).SignChanges(v, length, 1e-10f).ShouldBe(expected, $"length {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Local_maxima_exceed_the_left_and_reach_the_right(int width)
    {
        var values = Noise.Of(Length + 2 * VectorKernels.Multiple, 6);
        for (var k = 0; k < values.Length; k++) values[k] = MathF.Round(values[k] * 4) / 4;
        var places = new int[Length];
        fixed (float* v = values)
        {
            for (var end = 4; end < Length; end++)
            {
                var count = Kernels(width).LocalMaxima(v, 3, end, 0.3f, places);
                var expected = Enumerable.Range(3, end - 3)
                    .Where(k => values[k] > values[k - 1] && values[k] >= values[k + 1] && values[k] > 0.3f);
                places.Take(count).ShouldBe(expected, $"end {end}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Extremes_are_the_ends_of_the_sorted_values(int width)
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var values = Noise.Of(1 + random.Next(500), trial);
            for (var k = 1; k < values.Length; k += 3) values[k] = values[k - 1];
            var count = 1 + random.Next(Math.Min(VectorKernels.MostExtremes, values.Length));
            var sorted = values.Order().ToArray();
            fixed (float* v = values)
            {
                var (smallest, largest) = Kernels(width).Extremes(v, values.Length, count);
                ((double)smallest).ShouldBe(sorted.Take(count).Sum(x => (double)x), 1e-5, $"{count} smallest of {values.Length}");
                ((double)largest).ShouldBe(sorted.TakeLast(count).Sum(x => (double)x), 1e-5, $"{count} largest of {values.Length}");
            }
        }
    }

    [Fact]
    public void A_step_of_the_decoder_is_the_largest_sum_and_the_first_of_equals()
    {
        var random = new Random(8);
        for (var trial = 0; trial < 50; trial++)
        {
            var (values, weights) = (new double[60 + random.Next(40)], new double[1 + random.Next(20)]);
            for (var i = 0; i < values.Length; i++) values[i] = random.Next(5);
            for (var i = 0; i < weights.Length; i++) weights[i] = random.Next(5);
            var (best, from) = (new double[values.Length - weights.Length + 1], new int[values.Length - weights.Length + 1]);
            BestSteps.Compute(values, weights, best, from);
            for (var j = 0; j < best.Length; j++)
            {
                var sums = weights.Select((w, k) => values[j + k] + w).ToArray();
                best[j].ShouldBe(sums.Max());
                from[j].ShouldBe(Array.IndexOf(sums, sums.Max()), $"trial {trial}, state {j}");
            }
        }
    }

    private static VectorKernels Kernels(int width) => VectorKernels.For((SimdWidth)width);

    private static float[] Make(Func<int, float> value) => [.. Enumerable.Range(0, Length).Select(value)];

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var k = 0; k < Length; k++) sum += (double)a[k] * b[k];
        return sum;
    }
}
