using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Some rows of a sample with their zero padding, laid out so that each output's window is a few straight runs of memory:
/// [rows, width, channels]. A convolution then multiplies straight from here, without unfolding.
/// </summary>
internal sealed unsafe class ConvolutionWindow
{
    private readonly AlignedBuffer<float> _rows = new();
    private readonly AlignedBuffer<nint> _offsets = new();

    /// <summary>First number.</summary>
    public float* Data => _rows.Pointer;

    /// <summary>Numbers from one row to the next.</summary>
    public int RowLength { get; private set; }

    /// <summary>Copies what outputs [firstRow, firstRow + rows) of a sample [height, width, channels] look at.</summary>
    public void Fill(ConvolutionShape shape, float* sample, int height, int width, int firstRow, int rows, int outputWidth)
    {
        var needRows = (rows - 1) * shape.StrideHeight + (shape.KernelHeight - 1) * shape.DilationHeight + 1;
        var needColumns = (outputWidth - 1) * shape.StrideWidth + (shape.KernelWidth - 1) * shape.DilationWidth + 1;
        var channels = shape.Channels;
        RowLength = needColumns * channels;
        _rows.EnsureLength(checked(needRows * RowLength));
        var top = firstRow * shape.StrideHeight - shape.PadTop;
        for (var r = 0; r < needRows; r++)
        {
            var to = new Span<float>(_rows.Pointer + (nint)r * RowLength, RowLength);
            var at = top + r;
            if (at < 0 || at % shape.SpreadHeight != 0 || at / shape.SpreadHeight >= height)
            {
                to.Clear();
                continue;
            }

            var from = new ReadOnlySpan<float>(sample + (nint)(at / shape.SpreadHeight) * width * channels, width * channels);
            if (shape.SpreadWidth == 1)
            {
                var first = Math.Min(needColumns, shape.PadLeft);
                var skipped = Math.Max(0, -shape.PadLeft);
                first = Math.Max(0, first);
                var count = Math.Max(0, Math.Min(needColumns - first, width - skipped));
                to[..(first * channels)].Clear();
                from.Slice(skipped * channels, count * channels).CopyTo(to[(first * channels)..]);
                to[((first + count) * channels)..].Clear();
                continue;
            }

            to.Clear();
            for (var column = 0; column < width; column++)
            {
                var place = column * shape.SpreadWidth + shape.PadLeft;
                if (place >= 0 && place < needColumns) from.Slice(column * channels, channels).CopyTo(to.Slice(place * channels, channels));
            }
        }
    }

    /// <summary>Room for the segment offsets of a tile.</summary>
    public nint* Offsets(int count)
    {
        _offsets.EnsureLength(count);
        return _offsets.Pointer;
    }
}
