using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Classical.Kernels;

/// <summary>
/// Histograms of gradients. An entry is four numbers: gradient, curvature, count, 0. A bin collects few rows, so single precision holds its sum; sums over
/// bins are made in double precision.
/// </summary>
internal static unsafe class HistogramKernels
{
    /// <summary>histogram[bins[rows[i]]] += entries[i], for all i in order.</summary>
    public static void Accumulate(ReadOnlySpan<byte> bins, ReadOnlySpan<int> rows, ReadOnlySpan<Vector128<float>> entries, Span<Vector128<float>> histogram)
    {
        fixed (byte* b = bins)
        {
            fixed (int* r = rows)
            {
                fixed (Vector128<float>* e = entries, h = histogram)
                {
                    for (var i = 0; i < rows.Length; i++) h[b[r[i]]] += e[i];
                }
            }
        }
    }

    /// <summary>from -= what, entry by entry: the histogram of the other child.</summary>
    public static void Subtract(Span<Vector128<float>> from, ReadOnlySpan<Vector128<float>> what)
    {
        for (var i = 0; i < from.Length; i++) from[i] -= what[i];
    }

    /// <summary>The sum of all entries, in double precision.</summary>
    public static Vector256<double> Sum(ReadOnlySpan<Vector128<float>> entries)
    {
        var sum = Vector256<double>.Zero;
        foreach (var e in entries) sum += Widen(e);
        return sum;
    }

    /// <summary>
    /// The best cut of a histogram: the largest G²/(H + l2) of both sides together, each with enough rows and curvature. Answers bin -1 where there is none.
    /// </summary>
    public static (int Bin, double Score, Vector256<double> Left) BestCut(
        ReadOnlySpan<Vector128<float>> histogram, int cuts, Vector256<double> total, double minCount, double minCurvature, double l2)
    {
        var (best, score, bestLeft) = (-1, double.NegativeInfinity, Vector256<double>.Zero);
        var left = Vector256<double>.Zero;
        for (var b = 0; b < cuts; b++)
        {
            if (histogram[b][2] == 0) continue;
            left += Widen(histogram[b]);
            var right = total - left;
            if (left[2] < minCount) continue;
            if (right[2] < minCount) break;
            var (h, rest) = (left[1], right[1]);
            if (h < minCurvature || rest < minCurvature) continue;
            var (g, other) = (left[0], right[0]);
            var (below, belowRest) = (h + l2, rest + l2);
            var own = (g * g * belowRest + other * other * below) / (below * belowRest);
            if (own > score) (best, score, bestLeft) = (b, own, left);
        }

        return (best, score, bestLeft);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> entry)
    {
        var (low, high) = Vector128.Widen(entry);
        return Vector256.Create(low, high);
    }
}
