using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>The tiles of <see cref="MicroKernel512"/> with 256-bit vectors, in blocks of 6, 4 or 1 rows by 16 columns.</summary>
internal static unsafe class MicroKernel256
{
    /// <summary>The tile of 12 rows.</summary>
    public static void Tile12(in Tile t)
    {
        for (var column = 0; column < Tile.Columns; column += 16)
        {
            Block6(t, 0, column);
            Block6(t, 6, column);
        }
    }

    /// <summary>The tile of 8 rows.</summary>
    public static void Tile8(in Tile t)
    {
        for (var column = 0; column < Tile.Columns; column += 16)
        {
            Block4(t, 0, column);
            Block4(t, 4, column);
        }
    }

    /// <summary>The tile of 4 rows.</summary>
    public static void Tile4(in Tile t)
    {
        for (var column = 0; column < Tile.Columns; column += 16) Block4(t, 0, column);
    }

    /// <summary>The tile of 1 row.</summary>
    public static void Tile1(in Tile t)
    {
        for (var column = 0; column < Tile.Columns; column += 16) Block1(t, 0, column);
    }

    private static void Block6(in Tile t, int row, int column)
    {
        var (bRow, stride, step) = (t.BRow, t.ARow, t.ADepth);
        var b = t.B + column;
        var initRow = t.InitRow;
        var init = t.Init + row * initRow + column;
        var (c0l, c0h) = (Vector256.Load(init), Vector256.Load(init + 8));
        var (c1l, c1h) = (Vector256.Load(init + initRow), Vector256.Load(init + initRow + 8));
        var (c2l, c2h) = (Vector256.Load(init + 2 * initRow), Vector256.Load(init + 2 * initRow + 8));
        var (c3l, c3h) = (Vector256.Load(init + 3 * initRow), Vector256.Load(init + 3 * initRow + 8));
        var (c4l, c4h) = (Vector256.Load(init + 4 * initRow), Vector256.Load(init + 4 * initRow + 8));
        var (c5l, c5h) = (Vector256.Load(init + 5 * initRow), Vector256.Load(init + 5 * initRow + 8));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s] + row * stride;
            var p3 = p0 + 3 * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector256.Load(b), Vector256.Load(b + 8));
                b += bRow;
                var a = Vector256.Create(*p0);
                (c0l, c0h) = (Vector256.FusedMultiplyAdd(a, low, c0l), Vector256.FusedMultiplyAdd(a, high, c0h));
                a = Vector256.Create(p0[stride]);
                (c1l, c1h) = (Vector256.FusedMultiplyAdd(a, low, c1l), Vector256.FusedMultiplyAdd(a, high, c1h));
                a = Vector256.Create(p0[2 * stride]);
                (c2l, c2h) = (Vector256.FusedMultiplyAdd(a, low, c2l), Vector256.FusedMultiplyAdd(a, high, c2h));
                a = Vector256.Create(*p3);
                (c3l, c3h) = (Vector256.FusedMultiplyAdd(a, low, c3l), Vector256.FusedMultiplyAdd(a, high, c3h));
                a = Vector256.Create(p3[stride]);
                (c4l, c4h) = (Vector256.FusedMultiplyAdd(a, low, c4l), Vector256.FusedMultiplyAdd(a, high, c4h));
                a = Vector256.Create(p3[2 * stride]);
                (c5l, c5h) = (Vector256.FusedMultiplyAdd(a, low, c5l), Vector256.FusedMultiplyAdd(a, high, c5h));
                p0 += step;
                p3 += step;
            }
        }

        var cRow = t.CRow;
        var c = t.C + row * cRow + column;
        c0l.Store(c);
        c0h.Store(c + 8);
        c += cRow;
        c1l.Store(c);
        c1h.Store(c + 8);
        c += cRow;
        c2l.Store(c);
        c2h.Store(c + 8);
        c += cRow;
        c3l.Store(c);
        c3h.Store(c + 8);
        c += cRow;
        c4l.Store(c);
        c4h.Store(c + 8);
        c += cRow;
        c5l.Store(c);
        c5h.Store(c + 8);
    }

    private static void Block4(in Tile t, int row, int column)
    {
        var (bRow, stride, step) = (t.BRow, t.ARow, t.ADepth);
        var b = t.B + column;
        var initRow = t.InitRow;
        var init = t.Init + row * initRow + column;
        var (c0l, c0h) = (Vector256.Load(init), Vector256.Load(init + 8));
        var (c1l, c1h) = (Vector256.Load(init + initRow), Vector256.Load(init + initRow + 8));
        var (c2l, c2h) = (Vector256.Load(init + 2 * initRow), Vector256.Load(init + 2 * initRow + 8));
        var (c3l, c3h) = (Vector256.Load(init + 3 * initRow), Vector256.Load(init + 3 * initRow + 8));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s] + row * stride;
            var p3 = p0 + 3 * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector256.Load(b), Vector256.Load(b + 8));
                b += bRow;
                var a = Vector256.Create(*p0);
                (c0l, c0h) = (Vector256.FusedMultiplyAdd(a, low, c0l), Vector256.FusedMultiplyAdd(a, high, c0h));
                a = Vector256.Create(p0[stride]);
                (c1l, c1h) = (Vector256.FusedMultiplyAdd(a, low, c1l), Vector256.FusedMultiplyAdd(a, high, c1h));
                a = Vector256.Create(p0[2 * stride]);
                (c2l, c2h) = (Vector256.FusedMultiplyAdd(a, low, c2l), Vector256.FusedMultiplyAdd(a, high, c2h));
                a = Vector256.Create(*p3);
                (c3l, c3h) = (Vector256.FusedMultiplyAdd(a, low, c3l), Vector256.FusedMultiplyAdd(a, high, c3h));
                p0 += step;
                p3 += step;
            }
        }

        var cRow = t.CRow;
        var c = t.C + row * cRow + column;
        c0l.Store(c);
        c0h.Store(c + 8);
        c += cRow;
        c1l.Store(c);
        c1h.Store(c + 8);
        c += cRow;
        c2l.Store(c);
        c2h.Store(c + 8);
        c += cRow;
        c3l.Store(c);
        c3h.Store(c + 8);
    }

    private static void Block1(in Tile t, int row, int column)
    {
        var (bRow, stride, step) = (t.BRow, t.ARow, t.ADepth);
        var b = t.B + column;
        var initRow = t.InitRow;
        var init = t.Init + row * initRow + column;
        var (c0l, c0h) = (Vector256.Load(init), Vector256.Load(init + 8));
        for (var s = 0; s < t.Segments; s++)
        {
            var p0 = t.A + t.SegmentOffsets[s] + row * stride;
            for (var k = t.Depth; k > 0; k--)
            {
                var (low, high) = (Vector256.Load(b), Vector256.Load(b + 8));
                b += bRow;
                var a = Vector256.Create(*p0);
                (c0l, c0h) = (Vector256.FusedMultiplyAdd(a, low, c0l), Vector256.FusedMultiplyAdd(a, high, c0h));
                p0 += step;
            }
        }

        var cRow = t.CRow;
        var c = t.C + row * cRow + column;
        c0l.Store(c);
        c0h.Store(c + 8);
    }
}
