using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// The three loops of sequential minimal optimisation. v[t] = -y[t] * gradient[t]; "up" is 0 where t may grow along y and -infinity
/// elsewhere, "low" is 0 where it may fall and +infinity elsewhere. Among equals the last index wins, as in LIBSVM.
/// </summary>
internal static class SmoKernels
{
    private const double Tau = 1e-12;

    /// <summary>The largest v + up and its index; -infinity and -1 where no index may grow.</summary>
    public static (double Value, int Index) LargestUp(ReadOnlySpan<double> v, ReadOnlySpan<double> up)
    {
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1L);
        var at = Vector256.Create(0L, 1, 2, 3);
        var four = Vector256.Create(4L);
        var t = 0;
        for (; t + 4 <= v.Length; t += 4)
        {
            var value = Vector256.Create(v[t..]) + Vector256.Create(up[t..]);
            var better = Vector256.GreaterThanOrEqual(value, best)
                & Vector256.GreaterThan(value, Vector256.Create(double.NegativeInfinity));
            best = Vector256.ConditionalSelect(better, value, best);
            bestAt = Vector256.ConditionalSelect(better.AsInt64(), at, bestAt);
            at += four;
        }

        var (top, index) = (double.NegativeInfinity, -1L);
        for (var lane = 0; lane < 4; lane++)
        {
            if (best[lane] > top || (best[lane] == top && bestAt[lane] > index)) (top, index) = (best[lane], bestAt[lane]);
        }

        for (; t < v.Length; t++)
        {
            var value = v[t] + up[t];
            if (value >= top && value > double.NegativeInfinity) (top, index) = (value, t);
        }

        return (top, (int)index);
    }

    /// <summary>
    /// The partner that lowers the objective most to second order: the least -(largest - v)² / (d_i + d_t - 2 k_it) among those that may
    /// fall and lie below the largest. Also the smallest v of those that may fall.
    /// </summary>
    public static (int Index, double SmallestLow) BestPartner(
        ReadOnlySpan<double> v, ReadOnlySpan<double> low, ReadOnlySpan<float> row, ReadOnlySpan<double> diagonal, double largest,
        double diagonalOfI)
    {
        var smallest = Vector256.Create(double.PositiveInfinity);
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1L);
        var at = Vector256.Create(0L, 1, 2, 3);
        var four = Vector256.Create(4L);
        var (top, own, two) = (Vector256.Create(largest), Vector256.Create(diagonalOfI), Vector256.Create(2.0));
        var t = 0;
        for (; t + 4 <= v.Length; t += 4)
        {
            var value = Vector256.Create(v[t..]) + Vector256.Create(low[t..]);
            smallest = Vector256.Min(smallest, value);
            var gap = top - value;
            var curvature = own + Vector256.Create(diagonal[t..]) - two * Widen(row, t);
            curvature = Vector256.ConditionalSelect(
                Vector256.GreaterThan(curvature, Vector256<double>.Zero), curvature, Vector256.Create(Tau));
            var gain = gap * gap / curvature;
            var better = Vector256.GreaterThan(gap, Vector256<double>.Zero) & Vector256.GreaterThanOrEqual(gain, best);
            best = Vector256.ConditionalSelect(better, gain, best);
            bestAt = Vector256.ConditionalSelect(better.AsInt64(), at, bestAt);
            at += four;
        }

        var (most, index, least) = (double.NegativeInfinity, -1L, double.PositiveInfinity);
        for (var lane = 0; lane < 4; lane++)
        {
            least = Math.Min(least, smallest[lane]);
            if (best[lane] > most || (best[lane] == most && bestAt[lane] > index)) (most, index) = (best[lane], bestAt[lane]);
        }

        for (; t < v.Length; t++)
        {
            var value = v[t] + low[t];
            least = Math.Min(least, value);
            var gap = largest - value;
            if (!(gap > 0)) continue;
            var curvature = diagonalOfI + diagonal[t] - 2 * (double)row[t];
            var gain = gap * gap / (curvature > 0 ? curvature : Tau);
            if (gain >= most) (most, index) = (gain, t);
        }

        return ((int)index, least);
    }

    /// <summary>v[t] -= a * rowA[t] + b * rowB[t].</summary>
    public static void Step(Span<double> v, ReadOnlySpan<float> rowA, double a, ReadOnlySpan<float> rowB, double b)
    {
        var (va, vb) = (Vector256.Create(a), Vector256.Create(b));
        var t = 0;
        for (; t + 4 <= v.Length; t += 4)
            (Vector256.Create<double>(v[t..]) - (va * Widen(rowA, t) + vb * Widen(rowB, t))).CopyTo(v[t..]);
        for (; t < v.Length; t++) v[t] -= a * rowA[t] + b * rowB[t];
    }

    /// <summary>v[t] += a * row[t].</summary>
    public static void AddScaled(Span<double> v, ReadOnlySpan<float> row, double a)
    {
        var va = Vector256.Create(a);
        var t = 0;
        for (; t + 4 <= v.Length; t += 4) (Vector256.Create<double>(v[t..]) + va * Widen(row, t)).CopyTo(v[t..]);
        for (; t < v.Length; t++) v[t] += a * row[t];
    }

    /// <summary>The sum of weights[t] * row[t] in double precision.</summary>
    public static double Dot(ReadOnlySpan<double> weights, ReadOnlySpan<float> row)
    {
        var (first, second) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var t = 0;
        for (; t + 8 <= weights.Length; t += 8)
        {
            first = Vector256.MultiplyAddEstimate(Vector256.Create(weights[t..]), Widen(row, t), first);
            second = Vector256.MultiplyAddEstimate(Vector256.Create(weights[(t + 4)..]), Widen(row, t + 4), second);
        }

        var sum = Vector256.Sum(first + second);
        for (; t < weights.Length; t++) sum += weights[t] * row[t];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(ReadOnlySpan<float> row, int at)
    {
        var (low, high) = Vector128.Widen(Vector128.Create(row.Slice(at, 4)));
        return Vector256.Create(low, high);
    }
}
