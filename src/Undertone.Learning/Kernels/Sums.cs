using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>Sums whose order depends on nothing but the length.</summary>
internal static class Sums
{
    /// <summary>The sum of all numbers, in double precision.</summary>
    public static double Sum(ReadOnlySpan<float> x)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i <= x.Length - VectorLoop.Width; i += VectorLoop.Width)
        {
            var (l, h) = Vector512.Widen(Vector512.Create(x[i..]));
            (low, high) = (low + l, high + h);
        }

        var sum = Vector512.Sum(low + high);
        for (; i < x.Length; i++) sum += x[i];
        return sum;
    }

    /// <summary>The sum of all products x[i] y[i], in double precision.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i <= x.Length - VectorLoop.Width; i += VectorLoop.Width)
        {
            var (xl, xh) = Vector512.Widen(Vector512.Create(x[i..]));
            var (yl, yh) = Vector512.Widen(Vector512.Create(y[i..]));
            (low, high) = (low + xl * yl, high + xh * yh);
        }

        var sum = Vector512.Sum(low + high);
        for (; i < x.Length; i++) sum += (double)x[i] * y[i];
        return sum;
    }
}
