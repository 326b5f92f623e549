using Undertone.Kernels;

namespace Undertone.Learning.Kernels;

/// <summary>Matrices over parts of a buffer.</summary>
internal static unsafe class BufferMatrices
{
    /// <summary>A row-major matrix over part of the buffer.</summary>
    public static MatrixView Matrix(this AlignedBuffer<float> buffer, int offset, int rows, int columns) =>
        buffer.Matrix(offset, rows, columns, columns);

    /// <summary>A row-major matrix over part of the buffer whose rows start <paramref name="rowStride"/> floats apart.</summary>
    public static MatrixView Matrix(this AlignedBuffer<float> buffer, int offset, int rows, int columns, int rowStride)
    {
        if (rows > 0 && columns > 0 && (offset < 0 || offset + (long)(rows - 1) * rowStride + columns > buffer.Length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows),
                $"A matrix of {rows} x {columns} at {offset} with row stride {rowStride} does not fit {buffer.Length} floats.");
        }

        return new MatrixView(buffer.Pointer + offset, rows, columns, rowStride, 1);
    }
}
