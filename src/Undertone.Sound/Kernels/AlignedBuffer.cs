using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Undertone.Sound.Kernels;

/// <summary>Zeroed numbers that never move and begin at a multiple of 64 bytes, so that no vector crosses a cache line.</summary>
internal unsafe class AlignedBuffer<S>
    where S : unmanaged
{
    private const int LineBytes = 64;
    private readonly S[] _storage;

    public AlignedBuffer(int length)
    {
        Length = length;
        _storage = GC.AllocateArray<S>(length + LineBytes / sizeof(S), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        Pointer = (S*)((start + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    public int Length { get; }

    /// <summary>The first number; valid as long as this object is reachable.</summary>
    public S* Pointer { get; }

    public Span<S> Span => new(Pointer, Length);
}

/// <summary>Zeroed floats that never move.</summary>
internal sealed class AlignedBuffer(int length) : AlignedBuffer<float>(length)
{
    public static AlignedBuffer From(ReadOnlySpan<float> values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
