using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Undertone.Learning.Kernels;

/// <summary>Reads and writes of up to 16 numbers, for loops whose last turn has fewer.</summary>
internal static unsafe class Lanes
{
    // 16 lanes on, then 16 off: read from the middle, it masks any number of lanes.
    private static readonly int* Masks = MakeMasks();

    /// <summary>Reads min(count, 16) numbers; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from, int count) =>
        count >= VectorLoop.Width ? Vector512.Load(from) : LoadSome(from, count);

    /// <summary>Writes min(count, 16) numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, float* to, int count)
    {
        if (count >= VectorLoop.Width) vector.Store(to);
        else StoreSome(vector, to, count);
    }

    /// <summary>Adds min(count, 16) numbers to sums in double precision.</summary>
    public static void AddTo(Vector512<float> vector, double* sums, int count)
    {
        if (count >= VectorLoop.Width)
        {
            var (low, high) = Vector512.Widen(vector);
            (Vector512.Load(sums) + low).Store(sums);
            (Vector512.Load(sums + 8) + high).Store(sums + 8);
            return;
        }

        var values = stackalloc float[VectorLoop.Width];
        vector.Store(values);
        for (var i = 0; i < count; i++) sums[i] += values[i];
    }

    private static Vector512<float> LoadSome(float* from, int count)
    {
        if (Avx512F.IsSupported)
            return Avx512F.MaskLoad(from, Vector512.Load(Masks + VectorLoop.Width - count).AsSingle(), Vector512<float>.Zero);
        if (!Avx.IsSupported) return VectorLoop.LoadRest(new ReadOnlySpan<float>(from, count));
        var masks = Masks + VectorLoop.Width - count;
        return Vector512.Create(
            Avx.MaskLoad(from, Vector256.Load(masks).AsSingle()), Avx.MaskLoad(from + 8, Vector256.Load(masks + 8).AsSingle()));
    }

    private static void StoreSome(Vector512<float> vector, float* to, int count)
    {
        var masks = Masks + VectorLoop.Width - count;
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(to, Vector512.Load(masks).AsSingle(), vector);
        }
        else if (Avx.IsSupported)
        {
            Avx.MaskStore(to, Vector256.Load(masks).AsSingle(), vector.GetLower());
            Avx.MaskStore(to + 8, Vector256.Load(masks + 8).AsSingle(), vector.GetUpper());
        }
        else
        {
            VectorLoop.StoreRest(vector, new Span<float>(to, count));
        }
    }

    private static int* MakeMasks()
    {
        var masks = (int*)NativeMemory.AlignedAlloc(2 * VectorLoop.Width * sizeof(int), 64);
        new Span<int>(masks, VectorLoop.Width).Fill(-1);
        new Span<int>(masks + VectorLoop.Width, VectorLoop.Width).Clear();
        return masks;
    }
}
