using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>
/// A right-hand matrix [depth, columns] rearranged for the tiles: panels of 32 columns, each panel row after row, so that a tile reads one
/// straight line of memory. The last panel is filled up with zeros.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer<float> _panels = new();
    private readonly Action<int, int> _packPanel;
    private MatrixView _source;

    public PackedMatrix() => _packPanel = (panel, _) => PackPanel(panel);

    /// <summary>Rows of the matrix.</summary>
    public int Depth { get; private set; }

    /// <summary>Columns of the matrix.</summary>
    public int Columns { get; private set; }

    /// <summary>Address of a panel's first row.</summary>
    public float* Panel(int index) => _panels.Pointer + (nint)index * Depth * Tile.Columns;

    /// <summary>Packs a matrix; the memory of the last one is used again.</summary>
    public void Pack(Team team, in MatrixView source)
    {
        (_source, Depth, Columns) = (source, source.Rows, source.Columns);
        var panels = (Columns + Tile.Columns - 1) / Tile.Columns;
        _panels.EnsureLength(checked(panels * Depth * Tile.Columns));
        team.Run(panels, _packPanel);
    }

    private void PackPanel(int panel)
    {
        var first = panel * Tile.Columns;
        var width = Math.Min(Tile.Columns, Columns - first);
        var to = Panel(panel);
        var from = _source.Data + first * _source.ColumnStride;
        if (width < Tile.Columns) new Span<float>(to, Depth * Tile.Columns).Clear();
        if (_source.ColumnStride == 1)
        {
            for (var k = 0; k < Depth; k++, from += _source.RowStride, to += Tile.Columns)
                new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));
            return;
        }

        // Columns lie along memory: take a few rows at a time so that the panel's lines stay in the nearest cache.
        const int Rows = 64;
        for (var top = 0; top < Depth; top += Rows)
        {
            var rows = Math.Min(Rows, Depth - top);
            for (var j = 0; j < width; j++)
            {
                var source = from + top * _source.RowStride + j * _source.ColumnStride;
                var target = to + top * Tile.Columns + j;
                for (var k = 0; k < rows; k++, source += _source.RowStride, target += Tile.Columns) *target = *source;
            }
        }
    }
}
