using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Undertone.Sound.Kernels;

/// <summary>Zeroed floats that never move and begin at a multiple of 64 bytes, so that no vector crosses a cache line.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineBytes = 64;
    private readonly float[] _storage;

    public AlignedBuffer(int length)
    {
        Length = length;
        _storage = GC.AllocateArray<float>(length + LineBytes / sizeof(float), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        Pointer = (float*)((start + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    public int Length { get; }

    /// <summary>The first float; valid as long as this object is reachable.</summary>
    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    public static AlignedBuffer From(ReadOnlySpan<float> values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
