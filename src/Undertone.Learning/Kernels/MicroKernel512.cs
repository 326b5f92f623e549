using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// The inner products of matrix multiplication with 512-bit vectors: 12, 8, 4 or 1 rows by 32 columns, all sums in registers.
/// Written out because registers cannot be indexed. Each sum adds its products in order of depth, one fused step each.
/// </summary>
internal static unsafe class MicroKernel512
{
    /// <summary>The tile of 12 rows.</summary>
    public static void Tile12(in Tile t)
    {
        var (bRow, stride, step, initRow) = (t.BRow, t.ARow, t.ADepth, t.InitRow);
        var b = t.B;
        var init = t.Init;
        var (c0l, c0h) = (Vector512.Load(init), Vector512.Load(init + 16));
        var (c1l, c1h) = (Vector512.Load(init + initRow), Vector512.Load(init + initRow + 16));
        var (c2l, c2h) = (Vector512.Load(init + 2 * initRow), Vector512.Load(init + 2 * initRow + 16));
        var (c3l, c3h) = (Vector512.Load(init + 3 * initRow), Vector512.Load(init + 3 * initRow + 16));
        var (c4l, c4h) = (Vector512.Load(init + 4 * initRow), Vector512.Load(init + 4 * initRow + 16));
        var (c5l, c5h) = (Vector512.Load(init + 5 * initRow), Vector512.Load(init + 5 * initRow + 16));
        var (c6l, c6h) = (Vector512.Load(init + 6 * initRow), Vector512.Load(init + 6 * initRow + 16));
        var (c7l, c7h) = (Vector512.Load(init + 7 * initRow), Vector512.Load(init + 7 * initRow + 16));
        var (c8l, c8h) = (Vector512.Load(init + 8 * initRow), Vector512.Load(init + 8 * initRow + 16));
        var (c9l, c9h) = (Vector512.Load(init + 9 * initRow), Vector512.Load(init + 9 * initRow + 16));
        var (c10l, c10h) = (Vector512.Load(init + 10 * initRow), Vector512.Load(init + 10 * initRow + 16));
        var (c11l, c11h) = (Vector512.Load(init + 11 * initRow), Vector512.Load(init + 11 * initRow + 16));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s];
            var p3 = p0 + 3 * stride;
            var p6 = p0 + 6 * stride;
            var p9 = p0 + 9 * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector512.Load(b), Vector512.Load(b + 16));
                b += bRow;
                var a = Vector512.Create(*p0);
                (c0l, c0h) = (Vector512.FusedMultiplyAdd(a, low, c0l), Vector512.FusedMultiplyAdd(a, high, c0h));
                a = Vector512.Create(p0[stride]);
                (c1l, c1h) = (Vector512.FusedMultiplyAdd(a, low, c1l), Vector512.FusedMultiplyAdd(a, high, c1h));
                a = Vector512.Create(p0[2 * stride]);
                (c2l, c2h) = (Vector512.FusedMultiplyAdd(a, low, c2l), Vector512.FusedMultiplyAdd(a, high, c2h));
                a = Vector512.Create(*p3);
                (c3l, c3h) = (Vector512.FusedMultiplyAdd(a, low, c3l), Vector512.FusedMultiplyAdd(a, high, c3h));
                a = Vector512.Create(p3[stride]);
                (c4l, c4h) = (Vector512.FusedMultiplyAdd(a, low, c4l), Vector512.FusedMultiplyAdd(a, high, c4h));
                a = Vector512.Create(p3[2 * stride]);
                (c5l, c5h) = (Vector512.FusedMultiplyAdd(a, low, c5l), Vector512.FusedMultiplyAdd(a, high, c5h));
                a = Vector512.Create(*p6);
                (c6l, c6h) = (Vector512.FusedMultiplyAdd(a, low, c6l), Vector512.FusedMultiplyAdd(a, high, c6h));
                a = Vector512.Create(p6[stride]);
                (c7l, c7h) = (Vector512.FusedMultiplyAdd(a, low, c7l), Vector512.FusedMultiplyAdd(a, high, c7h));
                a = Vector512.Create(p6[2 * stride]);
                (c8l, c8h) = (Vector512.FusedMultiplyAdd(a, low, c8l), Vector512.FusedMultiplyAdd(a, high, c8h));
                a = Vector512.Create(*p9);
                (c9l, c9h) = (Vector512.FusedMultiplyAdd(a, low, c9l), Vector512.FusedMultiplyAdd(a, high, c9h));
                a = Vector512.Create(p9[stride]);
                (c10l, c10h) = (Vector512.FusedMultiplyAdd(a, low, c10l), Vector512.FusedMultiplyAdd(a, high, c10h));
                a = Vector512.Create(p9[2 * stride]);
                (c11l, c11h) = (Vector512.FusedMultiplyAdd(a, low, c11l), Vector512.FusedMultiplyAdd(a, high, c11h));
                p0 += step;
                p3 += step;
                p6 += step;
                p9 += step;
            }
        }

        var c = t.C;
        var cRow = t.CRow;
        c0l.Store(c);
        c0h.Store(c + 16);
        c += cRow;
        c1l.Store(c);
        c1h.Store(c + 16);
        c += cRow;
        c2l.Store(c);
        c2h.Store(c + 16);
        c += cRow;
        c3l.Store(c);
        c3h.Store(c + 16);
        c += cRow;
        c4l.Store(c);
        c4h.Store(c + 16);
        c += cRow;
        c5l.Store(c);
        c5h.Store(c + 16);
        c += cRow;
        c6l.Store(c);
        c6h.Store(c + 16);
        c += cRow;
        c7l.Store(c);
        c7h.Store(c + 16);
        c += cRow;
        c8l.Store(c);
        c8h.Store(c + 16);
        c += cRow;
        c9l.Store(c);
        c9h.Store(c + 16);
        c += cRow;
        c10l.Store(c);
        c10h.Store(c + 16);
        c += cRow;
        c11l.Store(c);
        c11h.Store(c + 16);
    }

    /// <summary>The tile of 8 rows.</summary>
    public static void Tile8(in Tile t)
    {
        var (bRow, stride, step, initRow) = (t.BRow, t.ARow, t.ADepth, t.InitRow);
        var b = t.B;
        var init = t.Init;
        var (c0l, c0h) = (Vector512.Load(init), Vector512.Load(init + 16));
        var (c1l, c1h) = (Vector512.Load(init + initRow), Vector512.Load(init + initRow + 16));
        var (c2l, c2h) = (Vector512.Load(init + 2 * initRow), Vector512.Load(init + 2 * initRow + 16));
        var (c3l, c3h) = (Vector512.Load(init + 3 * initRow), Vector512.Load(init + 3 * initRow + 16));
        var (c4l, c4h) = (Vector512.Load(init + 4 * initRow), Vector512.Load(init + 4 * initRow + 16));
        var (c5l, c5h) = (Vector512.Load(init + 5 * initRow), Vector512.Load(init + 5 * initRow + 16));
        var (c6l, c6h) = (Vector512.Load(init + 6 * initRow), Vector512.Load(init + 6 * initRow + 16));
        var (c7l, c7h) = (Vector512.Load(init + 7 * initRow), Vector512.Load(init + 7 * initRow + 16));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s];
            var p3 = p0 + 3 * stride;
            var p6 = p0 + 6 * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector512.Load(b), Vector512.Load(b + 16));
                b += bRow;
                var a = Vector512.Create(*p0);
                (c0l, c0h) = (Vector512.FusedMultiplyAdd(a, low, c0l), Vector512.FusedMultiplyAdd(a, high, c0h));
                a = Vector512.Create(p0[stride]);
                (c1l, c1h) = (Vector512.FusedMultiplyAdd(a, low, c1l), Vector512.FusedMultiplyAdd(a, high, c1h));
                a = Vector512.Create(p0[2 * stride]);
                (c2l, c2h) = (Vector512.FusedMultiplyAdd(a, low, c2l), Vector512.FusedMultiplyAdd(a, high, c2h));
                a = Vector512.Create(*p3);
                (c3l, c3h) = (Vector512.FusedMultiplyAdd(a, low, c3l), Vector512.FusedMultiplyAdd(a, high, c3h));
                a = Vector512.Create(p3[stride]);
                (c4l, c4h) = (Vector512.FusedMultiplyAdd(a, low, c4l), Vector512.FusedMultiplyAdd(a, high, c4h));
                a = Vector512.Create(p3[2 * stride]);
                (c5l, c5h) = (Vector512.FusedMultiplyAdd(a, low, c5l), Vector512.FusedMultiplyAdd(a, high, c5h));
                a = Vector512.Create(*p6);
                (c6l, c6h) = (Vector512.FusedMultiplyAdd(a, low, c6l), Vector512.FusedMultiplyAdd(a, high, c6h));
                a = Vector512.Create(p6[stride]);
                (c7l, c7h) = (Vector512.FusedMultiplyAdd(a, low, c7l), Vector512.FusedMultiplyAdd(a, high, c7h));
                p0 += step;
                p3 += step;
                p6 += step;
            }
        }

        var c = t.C;
        var cRow = t.CRow;
        c0l.Store(c);
        c0h.Store(c + 16);
        c += cRow;
        c1l.Store(c);
        c1h.Store(c + 16);
        c += cRow;
        c2l.Store(c);
        c2h.Store(c + 16);
        c += cRow;
        c3l.Store(c);
        c3h.Store(c + 16);
        c += cRow;
        c4l.Store(c);
        c4h.Store(c + 16);
        c += cRow;
        c5l.Store(c);
        c5h.Store(c + 16);
        c += cRow;
        c6l.Store(c);
        c6h.Store(c + 16);
        c += cRow;
        c7l.Store(c);
        c7h.Store(c + 16);
    }

    /// <summary>The tile of 4 rows.</summary>
    public static void Tile4(in Tile t)
    {
        var (bRow, stride, step, initRow) = (t.BRow, t.ARow, t.ADepth, t.InitRow);
        var b = t.B;
        var init = t.Init;
        var (c0l, c0h) = (Vector512.Load(init), Vector512.Load(init + 16));
        var (c1l, c1h) = (Vector512.Load(init + initRow), Vector512.Load(init + initRow + 16));
        var (c2l, c2h) = (Vector512.Load(init + 2 * initRow), Vector512.Load(init + 2 * initRow + 16));
        var (c3l, c3h) = (Vector512.Load(init + 3 * initRow), Vector512.Load(init + 3 * initRow + 16));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s];
            var p3 = p0 + 3 * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector512.Load(b), Vector512.Load(b + 16));
                b += bRow;
                var a = Vector512.Create(*p0);
                (c0l, c0h) = (Vector512.FusedMultiplyAdd(a, low, c0l), Vector512.FusedMultiplyAdd(a, high, c0h));
                a = Vector512.Create(p0[stride]);
                (c1l, c1h) = (Vector512.FusedMultiplyAdd(a, low, c1l), Vector512.FusedMultiplyAdd(a, high, c1h));
                a = Vector512.Create(p0[2 * stride]);
                (c2l, c2h) = (Vector512.FusedMultiplyAdd(a, low, c2l), Vector512.FusedMultiplyAdd(a, high, c2h));
                a = Vector512.Create(*p3);
                (c3l, c3h) = (Vector512.FusedMultiplyAdd(a, low, c3l), Vector512.FusedMultiplyAdd(a, high, c3h));
                p0 += step;
                p3 += step;
            }
        }

        var c = t.C;
        var cRow = t.CRow;
        c0l.Store(c);
        c0h.Store(c + 16);
        c += cRow;
        c1l.Store(c);
        c1h.Store(c + 16);
        c += cRow;
        c2l.Store(c);
        c2h.Store(c + 16);
        c += cRow;
        c3l.Store(c);
        c3h.Store(c + 16);
    }

    /// <summary>The tile of 1 row.</summary>
    public static void Tile1(in Tile t)
    {
        var (bRow, stride, step, initRow) = (t.BRow, t.ARow, t.ADepth, t.InitRow);
        var b = t.B;
        var init = t.Init;
        var (c0l, c0h) = (Vector512.Load(init), Vector512.Load(init + 16));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s];
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector512.Load(b), Vector512.Load(b + 16));
                b += bRow;
                var a = Vector512.Create(*p0);
                (c0l, c0h) = (Vector512.FusedMultiplyAdd(a, low, c0l), Vector512.FusedMultiplyAdd(a, high, c0h));
                p0 += step;
            }
        }

        var c = t.C;
        var cRow = t.CRow;
        c0l.Store(c);
        c0h.Store(c + 16);
    }
}
