using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Classical.Kernels;

/// <summary>A single-precision row against lines of double-precision weights.</summary>
internal static class LinearKernels
{
    /// <summary>scores[k] = line k of the weights times the row; four lines share each load of the row.</summary>
    public static void Scores(ReadOnlySpan<double> lines, ReadOnlySpan<float> row, int count, Span<double> scores)
    {
        var (n, k) = (row.Length, 0);
        for (; k + 4 <= count; k += 4)
        {
            var (l0, l1, l2, l3) = (k * n, (k + 1) * n, (k + 2) * n, (k + 3) * n);
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            var i = 0;
            for (; i + 8 <= n; i += 8)
            {
                var x = Widen(row, i);
                s0 += x * Vector512.Create(lines[(l0 + i)..]);
                s1 += x * Vector512.Create(lines[(l1 + i)..]);
                s2 += x * Vector512.Create(lines[(l2 + i)..]);
                s3 += x * Vector512.Create(lines[(l3 + i)..]);
            }

            var (t0, t1, t2, t3) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
            for (; i < n; i++)
            {
                t0 += row[i] * lines[l0 + i];
                t1 += row[i] * lines[l1 + i];
                t2 += row[i] * lines[l2 + i];
                t3 += row[i] * lines[l3 + i];
            }

            (scores[k], scores[k + 1], scores[k + 2], scores[k + 3]) = (t0, t1, t2, t3);
        }

        for (; k < count; k++) scores[k] = SmoKernels.Dot(lines.Slice(k * n, n), row);
    }

    /// <summary>Line k of the sums += scales[k] * row.</summary>
    public static void AddOuter(Span<double> sums, ReadOnlySpan<float> row, int count, ReadOnlySpan<double> scales)
    {
        var n = row.Length;
        for (var k = 0; k < count; k++)
        {
            var (line, scale) = (k * n, Vector512.Create(scales[k]));
            var i = 0;
            for (; i + 8 <= n; i += 8)
            {
                var at = sums.Slice(line + i, 8);
                (Vector512.Create<double>(at) + scale * Widen(row, i)).CopyTo(at);
            }

            for (; i < n; i++) sums[line + i] += scales[k] * row[i];
        }
    }

    /// <summary>to += what.</summary>
    public static void Add(Span<double> to, ReadOnlySpan<double> what) => TensorPrimitives.Add(to, what, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(ReadOnlySpan<float> row, int at)
    {
        var (low, high) = Vector256.Widen(Vector256.Create(row.Slice(at, 8)));
        return Vector512.Create(low, high);
    }
}
