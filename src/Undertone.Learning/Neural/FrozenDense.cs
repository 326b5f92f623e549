using Undertone.Kernels;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Neural;

/// <summary>
/// A dense layer whose weights no longer change: y = W x + b for many rows at once. One instance serves any number of threads. An output
/// has the same bits whatever rows come with it. Rows may overlap, as the windows of a convolution over time do.
/// </summary>
public sealed unsafe class FrozenDense
{
    private readonly PackedMatrix _weights = new();
    private readonly AlignedBuffer<float> _bias;

    /// <summary>Takes the weights.</summary>
    /// <param name="weights">Weights [outputs, inputs], as PyTorch's Linear has them.</param>
    /// <param name="bias">Bias [outputs].</param>
    /// <exception cref="ArgumentException">There is no output, or the weights are no whole number of rows.</exception>
    public FrozenDense(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty || weights.IsEmpty || weights.Length % bias.Length != 0)
            throw new ArgumentException($"{weights.Length} weights are not the inputs of {bias.Length} outputs.");
        (Inputs, Outputs) = (weights.Length / bias.Length, bias.Length);
        _bias = new AlignedBuffer<float>(bias);
        fixed (float* data = weights) _weights.Pack(Team.Of(1), new MatrixView(data, Inputs, Outputs, 1, Inputs));
    }

    /// <summary>Numbers in a row of x.</summary>
    public int Inputs { get; }

    /// <summary>Numbers in a row of y.</summary>
    public int Outputs { get; }

    /// <summary>y = W x + b for each row.</summary>
    /// <param name="x">Rows of <see cref="Inputs"/> numbers.</param>
    /// <param name="xStride">From the start of one row of x to the next.</param>
    /// <param name="y">Where to: rows of <see cref="Outputs"/> numbers; what lies between them stays.</param>
    /// <param name="yStride">From the start of one row of y to the next, at least <see cref="Outputs"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows do not lie in x and y, or those of y overlap.</exception>
    public void Apply(ReadOnlySpan<float> x, int xStride, Span<float> y, int yStride, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(xStride);
        ArgumentOutOfRangeException.ThrowIfLessThan(yStride, Outputs);
        if (rows == 0) return;
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, ((rows - 1L) * xStride) + Inputs, nameof(x));
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, ((rows - 1L) * yStride) + Outputs, nameof(y));
        fixed (float* from = x)
        fixed (float* to = y)
        {
            for (var j = 0; j < Outputs; j += Tile.Columns) Fill(j, from, xStride, to + j, yStride, _bias.Pointer + j, 0, rows);
        }
    }

    /// <summary>y += W x for one row, the bias left out.</summary>
    internal void Accumulate(float* x, float* y)
    {
        for (var j = 0; j < Outputs; j += Tile.Columns) Fill(j, x, 0, y + j, Outputs, y + j, Outputs, 1);
    }

    private void Fill(int column, float* x, nint xStride, float* y, nint yStride, float* init, nint initStride, int rows)
    {
        nint noOffset = 0;
        var tile = new Tile
        {
            A = x,
            ARow = xStride,
            ADepth = 1,
            Depth = Inputs,
            Segments = 1,
            SegmentOffsets = &noOffset,
            B = _weights.Panel(column / Tile.Columns),
            BRow = Tile.Columns,
            Init = init,
            InitRow = initStride,
            C = y,
            CRow = yStride,
        };
        MicroKernel.Best.Fill(tile, rows, Math.Min(Tile.Columns, Outputs - column));
    }
}
