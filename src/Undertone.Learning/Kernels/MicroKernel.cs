using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>The tile functions of one vector unit.</summary>
internal sealed unsafe class MicroKernel
{
    private readonly delegate*<in Tile, void> _tile12;
    private readonly delegate*<in Tile, void> _tile8;
    private readonly delegate*<in Tile, void> _tile4;
    private readonly delegate*<in Tile, void> _tile1;

    private MicroKernel(
        VectorUnit unit, delegate*<in Tile, void> tile12, delegate*<in Tile, void> tile8, delegate*<in Tile, void> tile4,
        delegate*<in Tile, void> tile1)
    {
        Unit = unit;
        _tile12 = tile12;
        _tile8 = tile8;
        _tile4 = tile4;
        _tile1 = tile1;
    }

    /// <summary>The widest unit of this processor.</summary>
    public static MicroKernel Best { get; } = Of(
        Vector512.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Avx512F.IsSupported ? VectorUnit.Avx512
        : System.Runtime.Intrinsics.X86.Fma.IsSupported && System.Runtime.Intrinsics.X86.Avx2.IsSupported ? VectorUnit.Avx2
        : VectorUnit.Portable);

    /// <summary>The kind of vector unit.</summary>
    public VectorUnit Unit { get; }

    /// <summary>The tile functions written for a unit, which the caller knows to be there.</summary>
    public static MicroKernel Of(VectorUnit unit) => unit switch
    {
        VectorUnit.Avx512 => new(unit, &MicroKernel512.Tile12, &MicroKernel512.Tile8, &MicroKernel512.Tile4, &MicroKernel512.Tile1),
        VectorUnit.Avx2 => new(unit, &MicroKernel256.Tile12, &MicroKernel256.Tile8, &MicroKernel256.Tile4, &MicroKernel256.Tile1),
        _ => new(unit, &MicroKernelPortable.Tile12, &MicroKernelPortable.Tile8, &MicroKernelPortable.Tile4, &MicroKernelPortable.Tile1),
    };

    /// <summary>Number of rows that the next tile takes of those left: 12, 8, 4 or 1.</summary>
    public static int TileRows(int left) => left >= 12 ? 12 : left >= 8 ? 8 : left >= 4 ? 4 : 1;

    /// <summary>
    /// Fills <paramref name="rows"/> by <paramref name="columns"/> (at most 32) elements of C, with as many tiles as that takes.
    /// B must hold 32 columns; columns of C and Init beyond <paramref name="columns"/> are left alone.
    /// </summary>
    [SkipLocalsInit]
    public void Fill(Tile tile, int rows, int columns)
    {
        var spill = stackalloc float[columns < Tile.Columns ? Tile.MaxRows * Tile.Columns : 0];
        while (rows > 0)
        {
            var height = TileRows(rows);
            var c = tile.C;
            var init = tile.Init;
            var (cRow, initRow) = (tile.CRow, tile.InitRow);
            if (columns < Tile.Columns)
            {
                for (var r = 0; r < height; r++)
                {
                    new ReadOnlySpan<float>(init + r * initRow, columns).CopyTo(new Span<float>(spill + r * Tile.Columns, columns));
                    new Span<float>(spill + r * Tile.Columns + columns, Tile.Columns - columns).Clear();
                }

                tile.C = tile.Init = spill;
                tile.CRow = tile.InitRow = Tile.Columns;
            }

            switch (height)
            {
                case 12: _tile12(tile); break;
                case 8: _tile8(tile); break;
                case 4: _tile4(tile); break;
                default: _tile1(tile); break;
            }

            if (columns < Tile.Columns)
            {
                for (var r = 0; r < height; r++)
                    new ReadOnlySpan<float>(spill + r * Tile.Columns, columns).CopyTo(new Span<float>(c + r * cRow, columns));
            }

            (tile.CRow, tile.InitRow) = (cRow, initRow);
            tile.C = c + height * cRow;
            tile.A += height * tile.ARow;
            tile.Init = init + height * initRow;
            rows -= height;
        }
    }
}
