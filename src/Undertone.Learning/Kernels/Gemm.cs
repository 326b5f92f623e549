namespace Undertone.Learning.Kernels;

/// <summary>
/// Matrix product in single precision: C = A B, C + A B, or A B plus a row vector. Every element of C adds its products in the order of
/// depth, in blocks that depend on the depth alone. So an element does not depend on the other rows and columns, on the number
/// of threads, or on whether a matrix was packed; only the kind of vector unit shows.
/// </summary>
/// <remarks>One instance serves one place of a network and keeps its work memory; it is not safe for two callers at once.</remarks>
internal sealed unsafe class Gemm
{
    /// <summary>Depth up to which a product is summed in one block.</summary>
    private const int WholeDepth = 384;

    /// <summary>Depth of a block otherwise: a panel of 32 columns then fits the nearest cache.</summary>
    private const int BlockDepth = 256;

    /// <summary>Depth up to which the right-hand matrix is packed at once: blocks of a longer one take turns in the same memory.</summary>
    private const int PackedDepth = 4 * BlockDepth;

    /// <summary>Shortest depth of a part in <see cref="MultiplyLong"/>.</summary>
    private const int PartDepth = 1024;

    private const int BlockRows = 96;
    private const int RowsWorthPacking = 64;
    private const int ColumnsWorthPacking = 160;
    private static readonly AlignedBuffer Zeros = new(Tile.Columns);

    private readonly MicroKernel _kernel;
    private readonly PackedMatrix _packed = new();
    private readonly Action<int, int> _block;
    private readonly Action<int, int> _part;
    private readonly List<Gemm> _perWorker = [];
    private readonly AlignedBuffer _sums = new();
    private AlignedBuffer[] _tiles = [];
    private MatrixView _a;
    private MatrixView _b;
    private MatrixView _c;
    private PackedMatrix? _panels;
    private float* _bias;
    private bool _accumulate;
    private int _partCount;
    private int _step;
    private int _rowBlocks;
    private int _rowsPerBlock;
    private int _columnsPerBlock;

    public Gemm(MicroKernel? kernel = null)
    {
        _kernel = kernel ?? MicroKernel.Best;
        _block = Block;
        _part = Part;
    }

    /// <summary>C = A B, or C += A B where <paramref name="accumulate"/>; A is [m, k], B [k, n], C [m, n] with rows along memory.</summary>
    public void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, bool accumulate = false) => Multiply(team, a, b, c, null, accumulate);

    /// <summary>C = A B + bias, the bias [n] added to each row first.</summary>
    public void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, in MatrixView bias) => Multiply(team, a, b, c, bias.Data, false);

    /// <summary>C = A B (+ bias) with a B that was packed before.</summary>
    public void Multiply(Team team, in MatrixView a, PackedMatrix b, in MatrixView c, MatrixView? bias = null, bool accumulate = false)
    {
        if (b.Depth != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Depth, b.Columns, c);
        (_panels, _step) = (b, StepOf(a.Columns));
        Run(team, a, c, bias is { } row ? row.Data : null, accumulate);
    }

    /// <summary>
    /// C = A B for a depth far longer than C is wide, as weight gradients have it: the depth is cut into parts by its length alone, the parts are
    /// multiplied side by side and then added in order.
    /// </summary>
    public void MultiplyLong(Team team, in MatrixView a, in MatrixView b, in MatrixView c)
    {
        var tiles = (long)((c.Rows + Tile.MaxRows - 1) / Tile.MaxRows) * ((c.Columns + Tile.Columns - 1) / Tile.Columns);
        var parts = (int)Math.Clamp(a.Columns / PartDepth, 1, tiles >= 64 ? 1 : 16);
        if (parts == 1)
        {
            Multiply(team, a, b, c);
            return;
        }

        if (b.Rows != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Rows, b.Columns, c);
        (_a, _b, _c) = (a, b, c);
        while (_perWorker.Count < team.Threads) _perWorker.Add(new Gemm(_kernel));
        var size = c.Rows * c.Columns;
        _sums.EnsureLength(checked(parts * size));
        _partCount = parts;
        team.Run(parts, _part);
        for (var i = 0; i < c.Rows; i++)
        {
            var row = new Span<float>(c.Data + i * c.RowStride, c.Columns);
            _sums.Span.Slice(i * c.Columns, c.Columns).CopyTo(row);
            for (var part = 1; part < parts; part++) System.Numerics.Tensors.TensorPrimitives.Add(row, _sums.Span.Slice(part * size + i * c.Columns, c.Columns), row);
        }
    }

    private void Part(int part, int worker)
    {
        var first = (int)((long)_a.Columns * part / _partCount);
        var depth = (int)((long)_a.Columns * (part + 1) / _partCount) - first;
        _perWorker[worker].Multiply(Team.Of(1), _a.Transposed.Slice(first, depth).Transposed, _b.Slice(first, depth), _sums.Matrix(part * _c.Rows * _c.Columns, _c.Rows, _c.Columns));
    }

    private void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, float* bias, bool accumulate)
    {
        if (b.Rows != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Rows, b.Columns, c);
        _step = StepOf(a.Columns);
        if (b.ColumnStride == 1 && a.Rows < RowsWorthPacking)
        {
            (_b, _panels) = (b, null);
            Run(team, a, c, bias, accumulate);
            return;
        }

        _panels = _packed;
        var first = 0;
        do
        {
            var depth = Math.Min(PackedDepth, a.Columns - first);
            _packed.Pack(team, b.Slice(first, depth));
            Run(team, a.Transposed.Slice(first, depth).Transposed, c, first == 0 ? bias : null, accumulate || first > 0);
            first += depth;
        }
        while (first < a.Columns);
    }

    /// <summary>Where the sums of a product are cut.</summary>
    private static int StepOf(int depth) => depth <= WholeDepth ? depth : BlockDepth;

    private static ArgumentException Mismatch(in MatrixView a, int depth, int columns, in MatrixView c) =>
        new($"A product of [{a.Rows}, {a.Columns}] and [{depth}, {columns}] does not fill [{c.Rows}, {c.Columns}].");

    private void Run(Team team, in MatrixView a, in MatrixView c, float* bias, bool accumulate)
    {
        if (c.ColumnStride != 1) throw new ArgumentException("The rows of C must lie along memory.", nameof(c));
        if (c.Rows == 0 || c.Columns == 0) return;
        (_a, _c, _accumulate) = (a, c, accumulate);
        _bias = bias;
        if (_tiles.Length < team.Threads) _tiles = [.. Enumerable.Range(0, team.Threads).Select(_ => new AlignedBuffer())];
        _rowsPerBlock = BlockRows;
        _rowBlocks = (c.Rows + _rowsPerBlock - 1) / _rowsPerBlock;
        var panels = (c.Columns + Tile.Columns - 1) / Tile.Columns;
        var columnBlocks = 1;
        if (team.Threads > 1 && _rowBlocks < 4 * team.Threads)
        {
            columnBlocks = Math.Min(panels, (4 * team.Threads + _rowBlocks - 1) / _rowBlocks);
            // A block must be worth its hand-over.
            var work = (long)c.Rows * c.Columns * a.Columns;
            columnBlocks = (int)Math.Clamp(columnBlocks, 1, Math.Max(1, work / (_rowBlocks * 400_000L)));
        }

        _columnsPerBlock = (panels + columnBlocks - 1) / columnBlocks * Tile.Columns;
        columnBlocks = (c.Columns + _columnsPerBlock - 1) / _columnsPerBlock;
        team.Run(_rowBlocks * columnBlocks, _block);
    }

    private void Block(int task, int worker)
    {
        var (top, left) = (task % _rowBlocks * _rowsPerBlock, task / _rowBlocks * _columnsPerBlock);
        var rows = Math.Min(_rowsPerBlock, _c.Rows - top);
        var columns = Math.Min(_columnsPerBlock, _c.Columns - left);
        var depth = _a.Columns;
        var packA = columns >= ColumnsWorthPacking && rows >= Tile.MaxRows;
        var work = _tiles[worker];
        if (packA) work.EnsureLength(BlockRows * Math.Max(_step, 1));
        nint noOffset = 0;
        var k = 0;
        do
        {
            var tile = default(Tile);
            tile.Depth = Math.Min(_step, depth - k);
            tile.Segments = 1;
            tile.SegmentOffsets = &noOffset;
            tile.CRow = _c.RowStride;
            var packedRows = packA ? rows / Tile.MaxRows * Tile.MaxRows : 0;
            if (packA) PackA(work.Pointer, top, packedRows, k, tile.Depth);
            for (var j = left; j < left + columns; j += Tile.Columns)
            {
                var width = Math.Min(Tile.Columns, left + columns - j);
                if (_panels is not null)
                {
                    tile.B = _panels.Panel(j / Tile.Columns) + (nint)k * Tile.Columns;
                    tile.BRow = Tile.Columns;
                }
                else
                {
                    tile.B = _b.Data + k * _b.RowStride + j;
                    tile.BRow = _b.RowStride;
                }

                tile.C = _c.Data + top * _c.RowStride + j;
                var sums = k > 0 || _accumulate;
                tile.Init = sums ? tile.C : _bias is not null ? _bias + j : Zeros.Pointer;
                tile.InitRow = sums ? tile.CRow : 0;
                if (packA)
                {
                    (tile.ARow, tile.ADepth) = (1, Tile.MaxRows);
                    for (var i = 0; i < packedRows; i += Tile.MaxRows)
                    {
                        tile.A = work.Pointer + (nint)i * tile.Depth;
                        _kernel.Fill(tile, Tile.MaxRows, width);
                        tile.C += Tile.MaxRows * tile.CRow;
                        tile.Init += Tile.MaxRows * tile.InitRow;
                    }
                }

                tile.A = _a.Data + (top + packedRows) * _a.RowStride + k * _a.ColumnStride;
                (tile.ARow, tile.ADepth) = (_a.RowStride, _a.ColumnStride);
                _kernel.Fill(tile, rows - packedRows, width);
            }

            k += _step;
        }
        while (k < depth);
    }

    private void PackA(float* to, int top, int rows, int first, int depth)
    {
        for (var i = 0; i < rows; i += Tile.MaxRows)
        {
            var from = _a.Data + (top + i) * _a.RowStride + first * _a.ColumnStride;
            if (_a.RowStride == 1)
            {
                for (var k = 0; k < depth; k++, from += _a.ColumnStride, to += Tile.MaxRows)
                    new ReadOnlySpan<float>(from, Tile.MaxRows).CopyTo(new Span<float>(to, Tile.MaxRows));
                continue;
            }

            for (var r = 0; r < Tile.MaxRows; r++, from += _a.RowStride)
            {
                var source = from;
                var target = to + r;
                for (var k = 0; k < depth; k++, source += _a.ColumnStride, target += Tile.MaxRows) *target = *source;
            }

            to += (nint)depth * Tile.MaxRows;
        }
    }
}
