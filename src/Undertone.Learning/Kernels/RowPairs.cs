using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Sums over pairs of rows: every row of one table with every row of another, both row-major, so that nothing needs packing. Each sum is
/// built in the same order (16 lanes, then the lanes, then the rest of the row) whatever its place in the table, so a row's results do not
/// depend on its neighbours.
/// </summary>
internal static unsafe class RowPairs
{
    /// <summary>Rows of b that stay in the second-level cache while all rows of a pass over them.</summary>
    private const int Panel = 64;

    /// <summary>c[i, j] = sum over columns of the operation on a[i] and b[j].</summary>
    public static void Compute<T>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int columns, Span<float> c)
        where T : struct, IPairOperation
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            Compute<T>(pa, a.Length / columns, pb, b.Length / columns, columns, pc, b.Length / columns);
        }
    }

    /// <summary>The same on pointers; c has <paramref name="stride"/> numbers a row.</summary>
    public static void Compute<T>(float* a, int rowsA, float* b, int rowsB, int columns, float* c, long stride)
        where T : struct, IPairOperation
    {
        for (var panel = 0; panel < rowsB; panel += Panel)
        {
            var end = Math.Min(panel + Panel, rowsB);
            var i = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i + 4 <= rowsA; i += 4)
                {
                    var j = panel;
                    for (; j + 4 <= end; j += 4)
                        Tile4X4<T>(a + (long)i * columns, b + (long)j * columns, columns, c + i * stride + j, stride);
                    for (; j < end; j++)
                    {
                        for (var r = 0; r < 4; r++)
                            c[(i + r) * stride + j] = One<T>(a + (long)(i + r) * columns, b + (long)j * columns, columns);
                    }
                }
            }

            for (; i < rowsA; i++)
            {
                for (var j = panel; j < end; j++) c[i * stride + j] = One<T>(a + (long)i * columns, b + (long)j * columns, columns);
            }
        }
    }

    /// <summary>One pair of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One<T>(float* a, float* b, int columns)
        where T : struct, IPairOperation
    {
        var k = 0;
        Vector512<float> sum;
        if (Vector512.IsHardwareAccelerated)
        {
            sum = Vector512<float>.Zero;
            for (; k + 16 <= columns; k += 16) sum = T.Add(sum, Vector512.Load(a + k), Vector512.Load(b + k));
        }
        else
        {
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (; k + 16 <= columns; k += 16)
            {
                low = T.Add(low, Vector256.Load(a + k), Vector256.Load(b + k));
                high = T.Add(high, Vector256.Load(a + k + 8), Vector256.Load(b + k + 8));
            }

            sum = Vector512.Create(low, high);
        }

        return Rest<T>(Vector256.Sum(sum.GetLower() + sum.GetUpper()), a, b, k, columns);
    }

    private static void Tile4X4<T>(float* a, float* b, int columns, float* c, long stride)
        where T : struct, IPairOperation
    {
        float* a1 = a + columns, a2 = a1 + columns, a3 = a2 + columns;
        float* b1 = b + columns, b2 = b1 + columns, b3 = b2 + columns;
        Vector512<float>
            s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 =
            default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        var k = 0;
        for (; k + 16 <= columns; k += 16)
        {
            Vector512<float>
                v0 = Vector512.Load(b + k), v1 = Vector512.Load(b1 + k), v2 = Vector512.Load(b2 + k), v3 = Vector512.Load(b3 + k);
            var u = Vector512.Load(a + k);
            s00 = T.Add(s00, u, v0);
            s01 = T.Add(s01, u, v1);
            s02 = T.Add(s02, u, v2);
            s03 = T.Add(s03, u, v3);
            u = Vector512.Load(a1 + k);
            s10 = T.Add(s10, u, v0);
            s11 = T.Add(s11, u, v1);
            s12 = T.Add(s12, u, v2);
            s13 = T.Add(s13, u, v3);
            u = Vector512.Load(a2 + k);
            s20 = T.Add(s20, u, v0);
            s21 = T.Add(s21, u, v1);
            s22 = T.Add(s22, u, v2);
            s23 = T.Add(s23, u, v3);
            u = Vector512.Load(a3 + k);
            s30 = T.Add(s30, u, v0);
            s31 = T.Add(s31, u, v1);
            s32 = T.Add(s32, u, v2);
            s33 = T.Add(s33, u, v3);
        }

        Store<T>(s00, a, b, k, columns, c);
        Store<T>(s01, a, b1, k, columns, c + 1);
        Store<T>(s02, a, b2, k, columns, c + 2);
        Store<T>(s03, a, b3, k, columns, c + 3);
        c += stride;
        Store<T>(s10, a1, b, k, columns, c);
        Store<T>(s11, a1, b1, k, columns, c + 1);
        Store<T>(s12, a1, b2, k, columns, c + 2);
        Store<T>(s13, a1, b3, k, columns, c + 3);
        c += stride;
        Store<T>(s20, a2, b, k, columns, c);
        Store<T>(s21, a2, b1, k, columns, c + 1);
        Store<T>(s22, a2, b2, k, columns, c + 2);
        Store<T>(s23, a2, b3, k, columns, c + 3);
        c += stride;
        Store<T>(s30, a3, b, k, columns, c);
        Store<T>(s31, a3, b1, k, columns, c + 1);
        Store<T>(s32, a3, b2, k, columns, c + 2);
        Store<T>(s33, a3, b3, k, columns, c + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector512<float> sum, float* a, float* b, int k, int columns, float* c)
        where T : struct, IPairOperation => *c = Rest<T>(Vector256.Sum(sum.GetLower() + sum.GetUpper()), a, b, k, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rest<T>(float sum, float* a, float* b, int k, int columns)
        where T : struct, IPairOperation
    {
        for (; k < columns; k++) sum = T.Add(sum, a[k], b[k]);
        return sum;
    }
}
