namespace Undertone.Learning.Kernels;

/// <summary>A growable run of floats that starts on a 64-byte boundary and never moves, so that kernels may keep its address.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>Floats behind the end that a kernel may read (never write): a tile reads 32 columns even where fewer count.</summary>
    private const int Slack = Tile.Columns;
    private float[] _array = [];

    /// <summary>Creates a buffer of zeros.</summary>
    public AlignedBuffer(int length = 0) => EnsureLength(length);

    /// <summary>Number of floats in use.</summary>
    public int Length { get; private set; }

    /// <summary>Number of floats that fit without a new allocation.</summary>
    public int Capacity { get; private set; }

    /// <summary>Address of the first float.</summary>
    public float* Pointer { get; private set; }

    /// <summary>All floats in use.</summary>
    public Span<float> Span => new(Pointer, Length);

    /// <summary>Sets the length; contents are kept only while the capacity suffices, and new memory is zero.</summary>
    public void EnsureLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > Capacity || Pointer is null)
        {
            _array = GC.AllocateArray<float>(checked(length + Slack + Alignment / sizeof(float)), pinned: true);
            var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
            Pointer = (float*)((address + (Alignment - 1)) & ~(nuint)(Alignment - 1));
            Capacity = length;
        }

        Length = length;
    }

    /// <summary>A row-major matrix over part of the buffer.</summary>
    public MatrixView Matrix(int offset, int rows, int columns) => Matrix(offset, rows, columns, columns);

    /// <summary>A row-major matrix over part of the buffer whose rows start <paramref name="rowStride"/> floats apart.</summary>
    public MatrixView Matrix(int offset, int rows, int columns, int rowStride)
    {
        if (rows > 0 && columns > 0 && (offset < 0 || offset + (long)(rows - 1) * rowStride + columns > Length))
            throw new ArgumentOutOfRangeException(nameof(rows), $"A matrix of {rows} x {columns} at {offset} with row stride {rowStride} does not fit {Length} floats.");
        return new MatrixView(Pointer + offset, rows, columns, rowStride, 1);
    }
}
