using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Undertone.Kernels;

/// <summary>
/// A growable run of numbers that never moves and begins at a multiple of 64 bytes, so that kernels may keep its address and no vector
/// crosses a cache line. Memory is zero when it is new.
/// </summary>
/// <remarks>The source is compiled into every assembly with kernels of its own.</remarks>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    /// <summary>Bytes behind the end that a kernel may read (never write): a tile reads two lines even where fewer numbers count.</summary>
    private const int SlackBytes = 128;

    private T[] _storage = [];

    /// <summary>Creates a buffer of zeros.</summary>
    public AlignedBuffer(int length = 0) => EnsureLength(length);

    /// <summary>Creates a buffer that holds a copy of the values.</summary>
    public AlignedBuffer(ReadOnlySpan<T> values)
        : this(values.Length) => values.CopyTo(Span);

    /// <summary>The number of numbers in use.</summary>
    public int Length { get; private set; }

    /// <summary>The number of numbers that fit without a new allocation.</summary>
    public int Capacity { get; private set; }

    /// <summary>The address of the first number; valid as long as this object is reachable and does not grow.</summary>
    public T* Pointer { get; private set; }

    /// <summary>All numbers in use.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>Sets the length. Contents are kept while the capacity suffices; where it does not, the new memory is zero.</summary>
    public void EnsureLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > Capacity || Pointer is null)
        {
            _storage = GC.AllocateArray<T>(checked(length + (SlackBytes + LineBytes) / sizeof(T)), pinned: true);
            var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
            Pointer = (T*)((start + LineBytes - 1) & ~(nuint)(LineBytes - 1));
            Capacity = length;
        }

        Length = length;
    }
}
