using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// A strip of up to 16 single-precision rows against lines of double-precision weights. Tables of a strip lie line by line, [lines, 16], so
/// that work from row to row runs along vectors. Kernels take lines in fours: fill up with lines of zeros. What a row gets does not depend
/// on its neighbours in the strip.
/// </summary>
internal static unsafe class LinearKernels
{
    /// <summary>The most rows of a strip: at a few hundred columns they stay in the nearest cache.</summary>
    public const int Strip = 16;

    private const int Group = 4;

    /// <summary>The number of lines, filled up to whole fours.</summary>
    public static int Filled(int lines) => (lines + Group - 1) / Group * Group;

    /// <summary>
    /// scores[k, r] = offsets[k] + line k of the weights times row r. Places of missing rows hold numbers that mean nothing.
    /// </summary>
    public static void Scores(
        ReadOnlySpan<double> lines, ReadOnlySpan<double> offsets, ReadOnlySpan<float> rows, int columns, Span<double> scores)
    {
        var count = rows.Length / columns;
        fixed (double* weights = lines, o = offsets, s = scores)
        {
            fixed (float* x = rows)
            {
                for (var r = 0; r < count; r += 2)
                {
                    // An odd row goes twice.
                    float* first = x + (long)r * columns, second = x + (long)Math.Min(r + 1, count - 1) * columns;
                    for (var k = 0; k < offsets.Length; k += Group)
                        ScoreTile(weights + (long)k * columns, o + k, first, second, columns, s + k * Strip + r);
                }
            }
        }
    }

    /// <summary>Line k of the sums += the sum over the rows of scales[k, r] * row r.</summary>
    public static void AddOuter(Span<double> sums, ReadOnlySpan<float> rows, int columns, ReadOnlySpan<double> scales)
    {
        var (count, lines) = (rows.Length / columns, scales.Length / Strip);
        fixed (double* s = sums, p = scales)
        {
            fixed (float* x = rows)
            {
                for (var k = 0; k < lines; k += Group)
                {
                    double* to = s + (long)k * columns, by = p + k * Strip;
                    var i = 0;
                    for (; i + 16 <= columns; i += 16) OuterTile(to + i, x + i, count, columns, by);
                    for (var line = 0; line < Group; line++, to += columns, by += Strip)
                    {
                        var j = i;
                        for (; j + 8 <= columns; j += 8)
                        {
                            var sum = Vector512.Load(to + j);
                            for (var r = 0; r < count; r++)
                                sum = Vector512.MultiplyAddEstimate(Widen(x + (long)r * columns + j), Vector512.Create(by[r]), sum);
                            sum.Store(to + j);
                        }

                        for (; j < columns; j++)
                        {
                            for (var r = 0; r < count; r++) to[j] += by[r] * x[(long)r * columns + j];
                        }
                    }
                }
            }
        }
    }

    /// <summary>The softmax over the lines of each row, in place.</summary>
    /// <param name="scores">[lines, 16].</param>
    /// <param name="logSums">[16]: takes the logarithm of the sum of each row's exponentials; empty where nobody asks.</param>
    public static void Softmax(Span<double> scores, Span<double> logSums)
    {
        Span<double> sums = stackalloc double[Strip];
        fixed (double* s = scores, t = sums)
        {
            var end = s + scores.Length;
            for (var v = 0; v < Strip; v += 8)
            {
                var largest = Vector512.Load(s + v);
                for (var p = s + v; p < end; p += Strip) largest = Vector512.Max(largest, Vector512.Load(p));
                for (var p = s + v; p < end; p += Strip) (Vector512.Load(p) - largest).Store(p);
                if (logSums.Length > 0) largest.CopyTo(logSums[v..]);
            }

            TensorPrimitives.Exp(scores, scores);
            for (var v = 0; v < Strip; v += 8)
            {
                var sum = Vector512<double>.Zero;
                for (var p = s + v; p < end; p += Strip) sum += Vector512.Load(p);
                for (var p = s + v; p < end; p += Strip) (Vector512.Load(p) / sum).Store(p);
                sum.Store(t + v);
            }
        }

        if (logSums.Length == 0) return;
        TensorPrimitives.Log(sums, sums);
        TensorPrimitives.Add(logSums, sums, logSums);
    }

    /// <summary>to += what.</summary>
    public static void Add(Span<double> to, ReadOnlySpan<double> what) => TensorPrimitives.Add(to, what, to);

    /// <summary>Four lines with two rows: each number that is read serves two or four products.</summary>
    private static void ScoreTile(double* w0, double* offsets, float* x, float* y, int columns, double* scores)
    {
        double* w1 = w0 + columns, w2 = w1 + columns, w3 = w2 + columns;
        Vector512<double> x0 = default, x1 = default, x2 = default, x3 = default, y0 = default, y1 = default, y2 = default, y3 = default;
        var i = 0;
        for (; i + 8 <= columns; i += 8)
        {
            var (vx, vy) = (Widen(x + i), Widen(y + i));
            var w = Vector512.Load(w0 + i);
            x0 = Vector512.MultiplyAddEstimate(vx, w, x0);
            y0 = Vector512.MultiplyAddEstimate(vy, w, y0);
            w = Vector512.Load(w1 + i);
            x1 = Vector512.MultiplyAddEstimate(vx, w, x1);
            y1 = Vector512.MultiplyAddEstimate(vy, w, y1);
            w = Vector512.Load(w2 + i);
            x2 = Vector512.MultiplyAddEstimate(vx, w, x2);
            y2 = Vector512.MultiplyAddEstimate(vy, w, y2);
            w = Vector512.Load(w3 + i);
            x3 = Vector512.MultiplyAddEstimate(vx, w, x3);
            y3 = Vector512.MultiplyAddEstimate(vy, w, y3);
        }

        Finish(scores, offsets[0], x0, y0, w0, x, y, i, columns);
        Finish(scores + Strip, offsets[1], x1, y1, w1, x, y, i, columns);
        Finish(scores + 2 * Strip, offsets[2], x2, y2, w2, x, y, i, columns);
        Finish(scores + 3 * Strip, offsets[3], x3, y3, w3, x, y, i, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        double* scores, double offset, Vector512<double> sumX, Vector512<double> sumY, double* w, float* x, float* y, int i, int columns)
    {
        var (a, b) = (Vector512.Sum(sumX), Vector512.Sum(sumY));
        for (; i < columns; i++)
        {
            a += w[i] * x[i];
            b += w[i] * y[i];
        }

        (scores[0], scores[1]) = (a + offset, b + offset);
    }

    /// <summary>Four lines by sixteen columns of the sums stay in registers while all rows pass.</summary>
    private static void OuterTile(double* s0, float* x, int count, int columns, double* scales)
    {
        double* s1 = s0 + columns, s2 = s1 + columns, s3 = s2 + columns;
        Vector512<double> l0 = Vector512.Load(s0), l1 = Vector512.Load(s1), l2 = Vector512.Load(s2), l3 = Vector512.Load(s3);
        Vector512<double>
            h0 = Vector512.Load(s0 + 8), h1 = Vector512.Load(s1 + 8), h2 = Vector512.Load(s2 + 8), h3 = Vector512.Load(s3 + 8);
        for (var r = 0; r < count; r++, x += columns, scales++)
        {
            var (low, high) = (Widen(x), Widen(x + 8));
            var p = Vector512.Create(scales[0]);
            l0 = Vector512.MultiplyAddEstimate(low, p, l0);
            h0 = Vector512.MultiplyAddEstimate(high, p, h0);
            p = Vector512.Create(scales[Strip]);
            l1 = Vector512.MultiplyAddEstimate(low, p, l1);
            h1 = Vector512.MultiplyAddEstimate(high, p, h1);
            p = Vector512.Create(scales[2 * Strip]);
            l2 = Vector512.MultiplyAddEstimate(low, p, l2);
            h2 = Vector512.MultiplyAddEstimate(high, p, h2);
            p = Vector512.Create(scales[3 * Strip]);
            l3 = Vector512.MultiplyAddEstimate(low, p, l3);
            h3 = Vector512.MultiplyAddEstimate(high, p, h3);
        }

        l0.Store(s0);
        h0.Store(s0 + 8);
        l1.Store(s1);
        h1.Store(s1 + 8);
        l2.Store(s2);
        h2.Store(s2 + 8);
        l3.Store(s3);
        h3.Store(s3 + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(float* x)
    {
        if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
            return System.Runtime.Intrinsics.X86.Avx512F.ConvertToVector512Double(Vector256.Load(x));
        var (low, high) = Vector256.Widen(Vector256.Load(x));
        return Vector512.Create(low, high);
    }
}
