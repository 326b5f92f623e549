using Undertone.Kernels;

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

    private const int BlockRows = 96;
    private const int BlocksPerThread = 4;
    private const long WorkWorthHandingOver = 400_000;
    private const int RowsWorthPacking = 64;
    private const int ColumnsWorthPacking = 160;
    private static readonly AlignedBuffer<float> Zeros = new(Tile.Columns);

    private readonly MicroKernel _kernel;
    private readonly PackedMatrix _packed = new();
    private readonly Action<int, int> _block;
    private AlignedBuffer<float>[] _tiles = [];
    private LongProduct? _long;
    private GemmTask _task;

    public Gemm(MicroKernel? kernel = null)
    {
        _kernel = kernel ?? MicroKernel.Best;
        _block = Block;
    }

    /// <summary>C = A B, or C += A B where <paramref name="accumulate"/>; A is [m, k], B [k, n], C [m, n] with rows along memory.</summary>
    public void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, bool accumulate = false) =>
        Multiply(team, a, b, c, null, accumulate);

    /// <summary>C = A B + bias, the bias [n] added to each row first.</summary>
    public void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, in MatrixView bias) =>
        Multiply(team, a, b, c, bias.Data, false);

    /// <summary>C = A B (+ bias) with a B that was packed before.</summary>
    public void Multiply(Team team, in MatrixView a, PackedMatrix b, in MatrixView c, MatrixView? bias = null, bool accumulate = false)
    {
        if (b.Depth != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Depth, b.Columns, c);
        Run(team, a, default, b, c, bias is { } row ? row.Data : null, accumulate, StepOf(a.Columns));
    }

    /// <summary>
    /// C = A B for a depth far longer than C is wide, as weight gradients have it: the depth is cut into parts by its length alone, the
    /// parts are multiplied side by side and then added in order.
    /// </summary>
    public void MultiplyLong(Team team, in MatrixView a, in MatrixView b, in MatrixView c)
    {
        if (b.Rows != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Rows, b.Columns, c);
        var parts = LongProduct.PartsOf(a, c);
        if (parts == 1) Multiply(team, a, b, c);
        else (_long ??= new LongProduct(_kernel)).Multiply(team, a, b, c, parts);
    }

    private void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, float* bias, bool accumulate)
    {
        if (b.Rows != a.Columns || b.Columns != c.Columns || a.Rows != c.Rows) throw Mismatch(a, b.Rows, b.Columns, c);
        var step = StepOf(a.Columns);
        if (b.ColumnStride == 1 && a.Rows < RowsWorthPacking)
        {
            Run(team, a, b, null, c, bias, accumulate, step);
            return;
        }

        var first = 0;
        do
        {
            var depth = Math.Min(PackedDepth, a.Columns - first);
            _packed.Pack(team, b.Slice(first, depth));
            var part = a.Transposed.Slice(first, depth).Transposed;
            Run(team, part, default, _packed, c, first == 0 ? bias : null, accumulate || first > 0, step);
            first += depth;
        }
        while (first < a.Columns);
    }

    /// <summary>Where the sums of a product are cut.</summary>
    private static int StepOf(int depth) => depth <= WholeDepth ? depth : BlockDepth;

    private static ArgumentException Mismatch(in MatrixView a, int depth, int columns, in MatrixView c) =>
        new($"A product of [{a.Rows}, {a.Columns}] and [{depth}, {columns}] does not fill [{c.Rows}, {c.Columns}].");

    private void Run(
        Team team, in MatrixView a, in MatrixView b, PackedMatrix? panels, in MatrixView c, float* bias, bool accumulate, int step)
    {
        if (c.ColumnStride != 1) throw new ArgumentException("The rows of C must lie along memory.", nameof(c));
        if (c.Rows == 0 || c.Columns == 0) return;
        if (_tiles.Length < team.Threads) _tiles = [.. Enumerable.Range(0, team.Threads).Select(_ => new AlignedBuffer<float>())];
        _task = new GemmTask
        {
            A = a,
            B = b,
            Panels = panels,
            C = c,
            Bias = bias,
            Accumulate = accumulate,
            Step = step,
            RowsPerBlock = BlockRows,
            ColumnsPerBlock = ColumnsPerBlock(team, a, c),
        };
        team.Run(_task.Blocks, _block);
    }

    /// <summary>
    /// All columns where there are rows enough for all threads, otherwise fewer: whole panels, each block worth its hand-over.
    /// </summary>
    private static int ColumnsPerBlock(Team team, in MatrixView a, in MatrixView c)
    {
        var rowBlocks = (c.Rows + BlockRows - 1) / BlockRows;
        var panels = (c.Columns + Tile.Columns - 1) / Tile.Columns;
        var columnBlocks = 1;
        if (team.Threads > 1 && rowBlocks < BlocksPerThread * team.Threads)
        {
            columnBlocks = Math.Min(panels, (BlocksPerThread * team.Threads + rowBlocks - 1) / rowBlocks);
            var work = (long)c.Rows * c.Columns * a.Columns;
            columnBlocks = (int)Math.Clamp(columnBlocks, 1, Math.Max(1, work / (rowBlocks * WorkWorthHandingOver)));
        }

        return (panels + columnBlocks - 1) / columnBlocks * Tile.Columns;
    }

    private void Block(int block, int worker)
    {
        ref readonly var task = ref _task;
        var (a, b, c) = (task.A, task.B, task.C);
        var (top, left) = (block % task.RowBlocks * task.RowsPerBlock, block / task.RowBlocks * task.ColumnsPerBlock);
        var rows = Math.Min(task.RowsPerBlock, c.Rows - top);
        var columns = Math.Min(task.ColumnsPerBlock, c.Columns - left);
        var (depth, step) = (a.Columns, task.Step);
        var packA = columns >= ColumnsWorthPacking && rows >= Tile.MaxRows;
        var work = _tiles[worker];
        if (packA) work.EnsureLength(BlockRows * Math.Max(step, 1));
        nint noOffset = 0;
        var k = 0;
        do
        {
            var tile = default(Tile);
            tile.Depth = Math.Min(step, depth - k);
            tile.Segments = 1;
            tile.SegmentOffsets = &noOffset;
            tile.CRow = c.RowStride;
            var packedRows = packA ? rows / Tile.MaxRows * Tile.MaxRows : 0;
            if (packA) PackA(a, work.Pointer, top, packedRows, k, tile.Depth);
            for (var j = left; j < left + columns; j += Tile.Columns)
            {
                var width = Math.Min(Tile.Columns, left + columns - j);
                if (task.Panels is not null)
                {
                    tile.B = task.Panels.Panel(j / Tile.Columns) + (nint)k * Tile.Columns;
                    tile.BRow = Tile.Columns;
                }
                else
                {
                    tile.B = b.Data + k * b.RowStride + j;
                    tile.BRow = b.RowStride;
                }

                tile.C = c.Data + top * c.RowStride + j;
                var sums = k > 0 || task.Accumulate;
                tile.Init = sums ? tile.C : task.Bias is not null ? task.Bias + j : Zeros.Pointer;
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

                tile.A = a.Data + (top + packedRows) * a.RowStride + k * a.ColumnStride;
                (tile.ARow, tile.ADepth) = (a.RowStride, a.ColumnStride);
                _kernel.Fill(tile, rows - packedRows, width);
            }

            k += step;
        }
        while (k < depth);
    }

    private static void PackA(in MatrixView a, float* to, int top, int rows, int first, int depth)
    {
        for (var i = 0; i < rows; i += Tile.MaxRows)
        {
            var from = a.Data + (top + i) * a.RowStride + first * a.ColumnStride;
            if (a.RowStride == 1)
            {
                for (var k = 0; k < depth; k++, from += a.ColumnStride, to += Tile.MaxRows)
                    new ReadOnlySpan<float>(from, Tile.MaxRows).CopyTo(new Span<float>(to, Tile.MaxRows));
                continue;
            }

            for (var r = 0; r < Tile.MaxRows; r++, from += a.RowStride)
            {
                var source = from;
                var target = to + r;
                for (var k = 0; k < depth; k++, source += a.ColumnStride, target += Tile.MaxRows) *target = *source;
            }

            to += (nint)depth * Tile.MaxRows;
        }
    }
}
