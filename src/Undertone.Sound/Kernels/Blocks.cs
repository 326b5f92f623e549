using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>Square blocks of one register a row.</summary>
internal static unsafe class Blocks
{
    /// <summary>
    /// Stores the transpose of a square block whose rows stand one after another; the rows of the result stand
    /// <paramref name="stride"/> numbers apart. Interleaving row i with row i + half moves one bit of the row number into the column
    /// number; log2 of the size rounds transpose. The block is used as work space.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<V, S>(S* block, S* destination, nint stride)
        where V : struct, ILanes<V, S>
        where S : unmanaged
    {
        if (V.Count == 1)
        {
            *destination = *block;
            return;
        }

        if (V.Count == 8)
        {
            TransposeEight<V, S>(block, destination, stride);
            return;
        }

        var half = V.Count / 2;
        var other = stackalloc S[V.Count * V.Count];
        S* from = block, to = other;
        for (var round = 2; round < V.Count; round *= 2)
        {
            for (var i = 0; i < half; i++)
            {
                V.Interleave(V.Load(from + i * V.Count), V.Load(from + (i + half) * V.Count), out var low, out var high);
                V.Store(low, to + 2 * i * V.Count);
                V.Store(high, to + (2 * i + 1) * V.Count);
            }

            var swap = from;
            from = to;
            to = swap;
        }

        for (var i = 0; i < half; i++)
        {
            V.Interleave(V.Load(from + i * V.Count), V.Load(from + (i + half) * V.Count), out var low, out var high);
            V.Store(low, destination + 2 * i * stride);
            V.Store(high, destination + (2 * i + 1) * stride);
        }
    }

    /// <summary>The three rounds of an eight by eight block, in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeEight<V, S>(S* block, S* destination, nint stride)
        where V : struct, ILanes<V, S>
        where S : unmanaged
    {
        V.Interleave(V.Load(block), V.Load(block + 32), out var a0, out var a1);
        V.Interleave(V.Load(block + 8), V.Load(block + 40), out var a2, out var a3);
        V.Interleave(V.Load(block + 16), V.Load(block + 48), out var a4, out var a5);
        V.Interleave(V.Load(block + 24), V.Load(block + 56), out var a6, out var a7);
        V.Interleave(a0, a4, out var b0, out var b1);
        V.Interleave(a1, a5, out var b2, out var b3);
        V.Interleave(a2, a6, out var b4, out var b5);
        V.Interleave(a3, a7, out var b6, out var b7);
        V.Interleave(b0, b4, out var c0, out var c1);
        V.Interleave(b1, b5, out var c2, out var c3);
        V.Interleave(b2, b6, out var c4, out var c5);
        V.Interleave(b3, b7, out var c6, out var c7);
        V.Store(c0, destination);
        V.Store(c1, destination + stride);
        V.Store(c2, destination + 2 * stride);
        V.Store(c3, destination + 3 * stride);
        V.Store(c4, destination + 4 * stride);
        V.Store(c5, destination + 5 * stride);
        V.Store(c6, destination + 6 * stride);
        V.Store(c7, destination + 7 * stride);
    }
}
