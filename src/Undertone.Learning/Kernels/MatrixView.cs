namespace Undertone.Learning.Kernels;

/// <summary>A matrix over memory that does not move: element (i, j) lies at <c>Data[i * RowStride + j * ColumnStride]</c>.</summary>
internal readonly unsafe struct MatrixView(float* data, int rows, int columns, nint rowStride, nint columnStride)
{
    public float* Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public nint RowStride { get; } = rowStride;

    public nint ColumnStride { get; } = columnStride;

    /// <summary>The same memory read with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Some of the rows.</summary>
    public MatrixView Slice(int first, int rows) => new(Data + first * RowStride, rows, Columns, RowStride, ColumnStride);
}
