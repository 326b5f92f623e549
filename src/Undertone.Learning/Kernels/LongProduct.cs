using System.Numerics.Tensors;
using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>
/// C = A B for a depth far longer than C is wide: the depth is cut into parts by its length alone, the parts are multiplied side by side
/// and then added in order.
/// </summary>
internal sealed class LongProduct
{
    /// <summary>Shortest depth of a part.</summary>
    private const int PartDepth = 1024;

    private const int MostParts = 16;

    /// <summary>Tiles of C from which on the usual blocks keep all threads busy.</summary>
    private const int EnoughTiles = 64;

    private readonly MicroKernel _kernel;
    private readonly List<Gemm> _perWorker = [];
    private readonly AlignedBuffer<float> _sums = new();
    private readonly Action<int, int> _part;
    private Cut _cut;

    public LongProduct(MicroKernel kernel) => (_kernel, _part) = (kernel, Part);

    /// <summary>Number of parts of a product; 1 where cutting gains nothing.</summary>
    public static int PartsOf(in MatrixView a, in MatrixView c)
    {
        var tiles = (long)((c.Rows + Tile.MaxRows - 1) / Tile.MaxRows) * ((c.Columns + Tile.Columns - 1) / Tile.Columns);
        return (int)Math.Clamp(a.Columns / PartDepth, 1, tiles >= EnoughTiles ? 1 : MostParts);
    }

    /// <summary>C = A B in so many parts.</summary>
    public unsafe void Multiply(Team team, in MatrixView a, in MatrixView b, in MatrixView c, int parts)
    {
        while (_perWorker.Count < team.Threads) _perWorker.Add(new Gemm(_kernel));
        var size = c.Rows * c.Columns;
        _sums.EnsureLength(checked(parts * size));
        _cut = new Cut(a, b, c, parts);
        team.Run(parts, _part);
        for (var i = 0; i < c.Rows; i++)
        {
            var row = new Span<float>(c.Data + i * c.RowStride, c.Columns);
            _sums.Span.Slice(i * c.Columns, c.Columns).CopyTo(row);
            for (var part = 1; part < parts; part++)
                TensorPrimitives.Add(row, _sums.Span.Slice(part * size + i * c.Columns, c.Columns), row);
        }
    }

    private void Part(int part, int worker)
    {
        var (first, depth) = _cut.Part(part);
        _perWorker[worker].Multiply(
            Team.Of(1), _cut.A.Transposed.Slice(first, depth).Transposed, _cut.B.Slice(first, depth),
            _sums.Matrix(part * _cut.C.Rows * _cut.C.Columns, _cut.C.Rows, _cut.C.Columns));
    }

    /// <summary>One product and the number of its parts.</summary>
    private readonly struct Cut(in MatrixView a, in MatrixView b, in MatrixView c, int parts)
    {
        public MatrixView A { get; } = a;

        public MatrixView B { get; } = b;

        public MatrixView C { get; } = c;

        /// <summary>Where a part begins in the depth, and how deep it is.</summary>
        public (int First, int Depth) Part(int number)
        {
            var first = (int)((long)A.Columns * number / parts);
            return (first, (int)((long)A.Columns * (number + 1) / parts) - first);
        }
    }
}
