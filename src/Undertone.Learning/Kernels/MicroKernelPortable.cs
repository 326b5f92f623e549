using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>The tiles of <see cref="MicroKernel512"/> for any processor: one row and 32 columns at a time.</summary>
internal static unsafe class MicroKernelPortable
{
    /// <summary>The tile of 12 rows.</summary>
    public static void Tile12(in Tile t) => Rows(t, 12);

    /// <summary>The tile of 8 rows.</summary>
    public static void Tile8(in Tile t) => Rows(t, 8);

    /// <summary>The tile of 4 rows.</summary>
    public static void Tile4(in Tile t) => Rows(t, 4);

    /// <summary>The tile of 1 row.</summary>
    public static void Tile1(in Tile t) => Rows(t, 1);

    private static void Rows(in Tile t, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var b = t.B;
            var init = t.Init + row * t.InitRow;
            var c = t.C + row * t.CRow;
            var (c0, c1, c2, c3) = (Vector128.Load(init), Vector128.Load(init + 4), Vector128.Load(init + 8), Vector128.Load(init + 12));
            var (c4, c5, c6, c7) = (
                Vector128.Load(init + 16), Vector128.Load(init + 20), Vector128.Load(init + 24), Vector128.Load(init + 28));
            for (var s = 0; s < t.Segments; s++)
            {
                var p = t.A + t.SegmentOffsets[s] + row * t.ARow;
                for (var k = t.Depth; k > 0; k--, p += t.ADepth, b += t.BRow)
                {
                    var a = Vector128.Create(*p);
                    c0 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b), c0);
                    c1 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 4), c1);
                    c2 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 8), c2);
                    c3 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 12), c3);
                    c4 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 16), c4);
                    c5 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 20), c5);
                    c6 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 24), c6);
                    c7 = Vector128.MultiplyAddEstimate(a, Vector128.Load(b + 28), c7);
                }
            }

            c0.Store(c);
            c1.Store(c + 4);
            c2.Store(c + 8);
            c3.Store(c + 12);
            c4.Store(c + 16);
            c5.Store(c + 20);
            c6.Store(c + 24);
            c7.Store(c + 28);
        }
    }
}
