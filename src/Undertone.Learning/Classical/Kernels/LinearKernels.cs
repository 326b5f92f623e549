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
                s0 = Vector512.MultiplyAddEstimate(x, Vector512.Create(lines[(l0 + i)..]), s0);
                s1 = Vector512.MultiplyAddEstimate(x, Vector512.Create(lines[(l1 + i)..]), s1);
                s2 = Vector512.MultiplyAddEstimate(x, Vector512.Create(lines[(l2 + i)..]), s2);
                s3 = Vector512.MultiplyAddEstimate(x, Vector512.Create(lines[(l3 + i)..]), s3);
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

    /// <summary>Line k of the sums += the sum over rows of scales[row, k] * row; four rows share each pass over the sums.</summary>
    public static void AddOuter(Span<double> sums, ReadOnlySpan<float> rows, int columns, int count, ReadOnlySpan<double> scales)
    {
        var (n, r) = (rows.Length / columns, 0);
        for (; r + 4 <= n; r += 4)
        {
            var (x0, x1, x2, x3) = (r * columns, (r + 1) * columns, (r + 2) * columns, (r + 3) * columns);
            var own = scales.Slice(r * count, 4 * count);
            var i = 0;
            for (; i + 8 <= columns; i += 8)
            {
                var (v0, v1, v2, v3) = (Widen(rows, x0 + i), Widen(rows, x1 + i), Widen(rows, x2 + i), Widen(rows, x3 + i));
                for (var k = 0; k < count; k++)
                {
                    var at = sums.Slice(k * columns + i, 8);
                    var sum = Vector512.MultiplyAddEstimate(v0, Vector512.Create(own[k]), Vector512.Create<double>(at));
                    sum = Vector512.MultiplyAddEstimate(v1, Vector512.Create(own[count + k]), sum);
                    sum = Vector512.MultiplyAddEstimate(v2, Vector512.Create(own[2 * count + k]), sum);
                    Vector512.MultiplyAddEstimate(v3, Vector512.Create(own[3 * count + k]), sum).CopyTo(at);
                }
            }

            for (; i < columns; i++)
            {
                for (var k = 0; k < count; k++)
                {
                    sums[k * columns + i] += own[k] * rows[x0 + i] + own[count + k] * rows[x1 + i] + own[2 * count + k] * rows[x2 + i] + own[3 * count + k] * rows[x3 + i];
                }
            }
        }

        for (; r < n; r++)
        {
            for (var k = 0; k < count; k++) SmoKernels.AddScaled(sums.Slice(k * columns, columns), rows.Slice(r * columns, columns), scales[r * count + k]);
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
