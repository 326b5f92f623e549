using MathNet.Numerics;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class VectorMathTests
{
    [Fact]
    public void Functions_are_those_of_double_precision()
    {
        var x = Enumerable.Range(-9000, 18001).Select(i => i / 100f).Concat([-1e-8f, 1e-8f, 1e-20f, 0f, 0.62499f, 0.62501f, -500, 500])
            .ToArray();
        Check<Curves.Sigmoid>(x, v => 1 / (1 + Math.Exp(-v)), 1e-38, 5e-7);
        Check<Curves.Tanh>(x, Math.Tanh, 1e-38, 4e-7);
        Check<Curves.Gelu>(x, v => v * SpecialFunctions.Erfc(-v / Math.Sqrt(2)) / 2, 1e-6, 5e-7);
        Check<Curves.Silu>(x, v => v / (1 + Math.Exp(-v)), 1e-35, 5e-7);
        Check<Curves.Exponential>([.. x.Where(v => v is > -87 and < 88)], Math.Exp, 0, 3e-7);
    }

    [Fact]
    public void Not_a_number_stays_one()
    {
        var y = new float[3];
        Action<float[]>[] functions =
        [
            v => VectorLoop.Map<Curves.Sigmoid>(v, y), v => VectorLoop.Map<Curves.Tanh>(v, y),
            v => VectorLoop.Map<Curves.Relu>(v, y), v => VectorLoop.Map<Curves.Exponential>(v, y),
        ];
        foreach (var apply in functions)
        {
            apply([0, float.NaN, 1]);
            y.Select(float.IsNaN).ShouldBe([false, true, false]);
        }
    }

    [Fact]
    public void Sums_and_column_sums_are_those_of_plain_loops()
    {
        var random = new Random(1);
        foreach (var (rows, columns) in new[] { (1, 1), (5, 16), (131, 17), (64, 40) })
        {
            var x = Enumerable.Range(0, rows * columns).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
            var sums = new float[columns];
            Columns.Add(x, sums);
            Close.Assert(
                sums,
                Enumerable.Range(0, columns).Select(c => (float)Enumerable.Range(0, rows).Sum(r => (double)x[r * columns + c])).ToArray(),
                1e-5, 1e-6, $"{rows} x {columns}");
            Sums.Sum(x).ShouldBe(x.Sum(v => (double)v), 1e-12);
            Sums.Dot(x, x).ShouldBe(x.Sum(v => (double)v * v), 1e-10);
        }
    }

    [Fact]
    public void A_drop_mask_is_that_of_its_hash_wherever_the_span_is_cut()
    {
        var x = Enumerable.Repeat(1f, 1000).ToArray();
        var whole = new float[1000];
        DropMask.Apply(x, whole, 0.25f, 77, 0);
        for (var i = 0; i < 1000; i++) (whole[i] != 0).ShouldBe(DropMask.Hash((uint)i, 77) >= 0.25 * 4294967296.0, $"element {i}");
        var cut = new float[1000];
        DropMask.Apply(x.AsSpan(0, 333), cut.AsSpan(0, 333), 0.25f, 77, 0);
        DropMask.Apply(x.AsSpan(333), cut.AsSpan(333), 0.25f, 77, 333);
        cut.ShouldBe(whole);
    }

    private static void Check<T>(float[] x, Func<double, double> f, double absolute, double relative)
        where T : struct, IUnaryOperation
    {
        var y = new float[x.Length];
        VectorLoop.Map<T>(x, y);
        Close.Assert(y.Select(v => (double)v).ToArray(), x.Select(v => f(v)).ToArray(), absolute, relative, typeof(T).Name);
        for (var i = 0; i < 40; i++)
        {
            var one = new float[1];
            VectorLoop.Map<T>(x.AsSpan(i, 1), one);
            one[0].ShouldBe(y[i]);
        }
    }
}
