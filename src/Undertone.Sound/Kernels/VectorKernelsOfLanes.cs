using System.Numerics;
using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>The loops over a row of numbers at one width.</summary>
internal sealed unsafe class VectorKernels<V> : VectorKernels
    where V : struct, ILanes<V>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Sqrt(float* values, float* roots, int length)
    {
        for (nint k = 0; k < length; k += V.Count) V.Store(V.Sqrt(V.Load(values + k)), roots + k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float SumOfSquares(float* values, int length)
    {
        V a = V.Broadcast(0), b = V.Broadcast(0);
        nint k = 0;
        for (; k + 2 * V.Count <= length; k += 2 * V.Count)
        {
            V x = V.Load(values + k), y = V.Load(values + k + V.Count);
            a = V.MultiplyAdd(x, x, a);
            b = V.MultiplyAdd(y, y, b);
        }

        var sum = V.Sum(a + b);
        for (; k < length; k++) sum += values[k] * values[k];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Max(float* values, int length)
    {
        var max = values[0];
        nint k = 0;
        if (length >= V.Count)
        {
            var largest = V.Load(values);
            for (k = V.Count; k + V.Count <= length; k += V.Count) largest = V.Max(largest, V.Load(values + k));
            max = Largest(largest);
        }

        for (; k < length; k++) max = MathF.Max(max, values[k]);
        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Decibels(float* power, float* db, int length, float least, float offset)
    {
        var max = float.NegativeInfinity;
        nint k = 0;
        if (length >= V.Count)
        {
            V floor = V.Broadcast(least), minus = V.Broadcast(offset), largest = V.Broadcast(float.NegativeInfinity);
            for (; k + V.Count <= length; k += V.Count)
            {
                var value = Decibel(V.Max(V.Load(power + k), floor)) - minus;
                V.Store(value, db + k);
                largest = V.Max(largest, value);
            }

            max = Largest(largest);
        }

        for (; k < length; k++)
        {
            Lanes1.Store(Decibel(Lanes1.Max(Lanes1.Load(power + k), Lanes1.Broadcast(least))) - Lanes1.Broadcast(offset), db + k);
            max = MathF.Max(max, db[k]);
        }

        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Floor(float* values, int length, float floor)
    {
        nint k = 0;
        var least = V.Broadcast(floor);
        for (; k + V.Count <= length; k += V.Count) V.Store(V.Max(V.Load(values + k), least), values + k);
        for (; k < length; k++) values[k] = MathF.Max(values[k], floor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool AreFinite(float* values, int length)
    {
        // Zero times a finite number is zero, and NaN otherwise.
        V sum = V.Broadcast(0), zero = sum;
        nint k = 0;
        for (; k + V.Count <= length; k += V.Count) sum = V.MultiplyAdd(V.Load(values + k), zero, sum);
        var total = V.Sum(sum);
        for (; k < length; k++) total += values[k] * 0;
        return total == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Dot(float* a, float* b, int length)
    {
        var sum = V.Broadcast(0);
        for (nint k = 0; k < length; k += V.Count) sum = V.MultiplyAdd(V.Load(a + k), V.Load(b + k), sum);
        return V.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float ComplexDotPower(float* ar, float* ai, float* br, float* bi, int length)
    {
        V re = V.Broadcast(0), im = re;
        for (nint k = 0; k < length; k += V.Count)
        {
            V xr = V.Load(ar + k), xi = V.Load(ai + k), yr = V.Load(br + k), yi = V.Load(bi + k);
            re = V.MultiplyAdd(xr, yr, re - xi * yi);
            im = V.MultiplyAdd(xr, yi, V.MultiplyAdd(xi, yr, im));
        }

        float sumRe = V.Sum(re), sumIm = V.Sum(im);
        return sumRe * sumRe + sumIm * sumIm;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MatrixVector(float* matrix, int rows, float* vector, int length, float* result)
    {
        var row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            float* m0 = matrix + (nint)row * length, m1 = m0 + length, m2 = m1 + length, m3 = m2 + length;
            V s0 = V.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
            for (nint k = 0; k < length; k += V.Count)
            {
                var x = V.Load(vector + k);
                s0 = V.MultiplyAdd(V.Load(m0 + k), x, s0);
                s1 = V.MultiplyAdd(V.Load(m1 + k), x, s1);
                s2 = V.MultiplyAdd(V.Load(m2 + k), x, s2);
                s3 = V.MultiplyAdd(V.Load(m3 + k), x, s3);
            }

            (result[row], result[row + 1], result[row + 2], result[row + 3]) = (V.Sum(s0), V.Sum(s1), V.Sum(s2), V.Sum(s3));
        }

        for (; row < rows; row++) result[row] = Dot(matrix + (nint)row * length, vector, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int SignChanges(float* values, int length, float threshold)
    {
        var changes = 0;
        var floor = V.Broadcast(-threshold);
        nint k = 1;
        for (; k + V.Count <= length; k += V.Count)
        {
            changes += BitOperations.PopCount(V.Less(V.Load(values + k - 1), floor) ^ V.Less(V.Load(values + k), floor));
        }

        for (; k < length; k++) changes += (values[k - 1] < -threshold) != (values[k] < -threshold) ? 1 : 0;
        return changes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int LocalMaxima(float* values, int start, int end, float floor, Span<int> places)
    {
        var count = 0;
        var least = V.Broadcast(floor);
        for (nint k = start; k < end; k += V.Count)
        {
            V x = V.Load(values + k);
            var bits = V.Less(V.Load(values + k - 1), x) & ~V.Less(x, V.Load(values + k + 1)) & V.Less(least, x);
            if (end - k < V.Count) bits &= (1u << (int)(end - k)) - 1;
            for (; bits != 0; bits &= bits - 1) places[count++] = (int)k + BitOperations.TrailingZeroCount(bits);
        }

        return count;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override (float Smallest, float Largest) Extremes(float* values, int length, int count)
    {
        var low = stackalloc float[count * V.Count];
        var high = stackalloc float[count * V.Count];
        V infinite = V.Broadcast(float.PositiveInfinity), negative = V.Broadcast(float.NegativeInfinity);
        for (var j = 0; j < count; j++)
        {
            V.Store(infinite, low + j * V.Count);
            V.Store(negative, high + j * V.Count);
        }

        // Each lane keeps the extremes of its own values, sorted from the most extreme on.
        nint k = 0;
        for (; k + V.Count <= length; k += V.Count)
        {
            V x = V.Load(values + k), y = x;
            for (var j = 0; j < count; j++)
            {
                V a = V.Load(low + j * V.Count), b = V.Load(high + j * V.Count);
                V.Store(V.Min(a, x), low + j * V.Count);
                V.Store(V.Max(b, y), high + j * V.Count);
                x = V.Max(a, x);
                y = V.Min(b, y);
            }
        }

        var smallest = stackalloc float[count];
        var largest = stackalloc float[count];
        for (var j = 0; j < count; j++) (smallest[j], largest[j]) = (float.PositiveInfinity, float.PositiveInfinity);
        for (var j = 0; j < count * V.Count; j++)
        {
            Insert(smallest, count, low[j]);
            Insert(largest, count, -high[j]);
        }

        for (; k < length; k++)
        {
            Insert(smallest, count, values[k]);
            Insert(largest, count, -values[k]);
        }

        float sumOfSmallest = 0, sumOfLargest = 0;
        for (var j = 0; j < count; j++) (sumOfSmallest, sumOfLargest) = (sumOfSmallest + smallest[j], sumOfLargest - largest[j]);
        return (sumOfSmallest, sumOfLargest);
    }

    /// <summary>Puts a value into an ascending list of fixed length where it is less than the last of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(float* ascending, int count, float value)
    {
        if (!(value < ascending[count - 1])) return;
        var j = count - 1;
        for (; j > 0 && ascending[j - 1] > value; j--) ascending[j] = ascending[j - 1];
        ascending[j] = value;
    }

    /// <summary>10 log10(a): the logarithm of the mantissa is Cephes' polynomial (S.
    /// Moshier, logf), within two units of the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Decibel<T>(T a)
        where T : struct, ILanes<T>
    {
        T.Part(a, out var mantissa, out var exponent);
        var x = mantissa - T.Broadcast(1);
        var y = T.MultiplyAdd(T.Broadcast(7.0376836292e-2f), x, T.Broadcast(-1.1514610310e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(1.1676998740e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(-1.2420140846e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(1.4249322787e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(-1.6668057665e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(2.0000714765e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(-2.4999993993e-1f));
        y = T.MultiplyAdd(y, x, T.Broadcast(3.3333331174e-1f));
        var square = x * x;
        var log = x + T.MultiplyAdd(y * x, square, square * T.Broadcast(-0.5f));
        return T.MultiplyAdd(log, T.Broadcast(4.3429448190f), exponent * T.Broadcast(3.0102999566f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest(V values)
    {
        var lanes = stackalloc float[V.Count];
        V.Store(values, lanes);
        var max = lanes[0];
        for (var k = 1; k < V.Count; k++) max = MathF.Max(max, lanes[k]);
        return max;
    }
}
