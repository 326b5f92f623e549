using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>Reads and writes of up to 16 numbers, for loops whose last turn has fewer.</summary>
internal static unsafe class Lanes
{
    /// <summary>Reads min(count, 16) numbers; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from, int count) =>
        count >= VectorLoop.Width ? Vector512.Load(from) : VectorLoop.LoadRest(new ReadOnlySpan<float>(from, count));

    /// <summary>Writes min(count, 16) numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, float* to, int count)
    {
        if (count >= VectorLoop.Width) vector.Store(to);
        else VectorLoop.StoreRest(vector, new Span<float>(to, count));
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

        for (var i = 0; i < count; i++) sums[i] += vector.GetElement(i);
    }
}
