using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Histograms of gradients. An entry is four numbers: gradient, curvature, count, 0. A bin collects few rows, so single precision holds its
/// sum; sums over bins are made in double precision.
/// </summary>
internal static unsafe class HistogramKernels
{
    /// <summary>histogram[bins[rows[i]]] += entries[i], for all i in order.</summary>
    public static void Accumulate(
        ReadOnlySpan<byte> bins, ReadOnlySpan<int> rows, ReadOnlySpan<Vector128<float>> entries, Span<Vector128<float>> histogram)
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
    /// The best cut of a histogram: the largest G²/(H + l2) of both sides together, each with enough rows and curvature; the lowest of
    /// equals. Answers bin -1 where there is none. Sums up to each cut come first, then four cuts are judged at a time.
    /// </summary>
    public static (int Bin, double Score) BestCut(
        ReadOnlySpan<Vector128<float>> histogram, int cuts, Vector256<double> total, double minCount, double minCurvature, double l2)
    {
        Span<double> gradients = stackalloc double[256], curvatures = stackalloc double[256];
        Span<int> bins = stackalloc int[256];
        var (count, rows, sum) = (0, 0f, Vector128<double>.Zero);
        var mostRows = (float)(total[2] - minCount);
        for (var b = 0; b < cuts; b++)
        {
            var own = histogram[b][2];
            if (own == 0) continue;
            rows += own;
            if (rows > mostRows) break;
            sum += Vector128.WidenLower(histogram[b]);
            if (rows < minCount) continue;
            (gradients[count], curvatures[count], bins[count]) = (sum[0], sum[1], b);
            count++;
        }

        return Judge(gradients[..count], curvatures[..count], bins, total[0], total[1], minCurvature, l2);
    }

    private static (int Bin, double Score) Judge(
        ReadOnlySpan<double> gradients, ReadOnlySpan<double> curvatures, ReadOnlySpan<int> bins, double gradient, double curvature,
        double minCurvature, double l2)
    {
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1L);
        var (at, four) = (Vector256.Create(0L, 1, 2, 3), Vector256.Create(4L));
        var (allG, allH, least, penalty) = (
            Vector256.Create(gradient), Vector256.Create(curvature), Vector256.Create(minCurvature), Vector256.Create(l2));
        var t = 0;
        for (; t + 4 <= gradients.Length; t += 4)
        {
            var (g, h) = (Vector256.Create(gradients[t..]), Vector256.Create(curvatures[t..]));
            var (otherG, otherH) = (allG - g, allH - h);
            var enough = Vector256.GreaterThanOrEqual(h, least) & Vector256.GreaterThanOrEqual(otherH, least);
            var (below, otherBelow) = (h + penalty, otherH + penalty);
            var score = (g * g * otherBelow + otherG * otherG * below) / (below * otherBelow);
            var better = enough & Vector256.GreaterThan(score, best);
            best = Vector256.ConditionalSelect(better, score, best);
            bestAt = Vector256.ConditionalSelect(better.AsInt64(), at, bestAt);
            at += four;
        }

        var (top, place) = (double.NegativeInfinity, -1L);
        for (var lane = 0; lane < 4; lane++)
        {
            if (bestAt[lane] >= 0 && (best[lane] > top || (best[lane] == top && bestAt[lane] < place)))
                (top, place) = (best[lane], bestAt[lane]);
        }

        for (; t < gradients.Length; t++)
        {
            var (g, h) = (gradients[t], curvatures[t]);
            var (otherG, otherH) = (gradient - g, curvature - h);
            var score = (g * g * (otherH + l2) + otherG * otherG * (h + l2)) / ((h + l2) * (otherH + l2));
            if (h >= minCurvature && otherH >= minCurvature && score > top) (top, place) = (score, t);
        }

        return place < 0 ? (-1, double.NegativeInfinity) : (bins[(int)place], top);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> entry)
    {
        var (low, high) = Vector128.Widen(entry);
        return Vector256.Create(low, high);
    }
}
