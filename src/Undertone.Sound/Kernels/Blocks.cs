using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>Square blocks of one register a row.</summary>
internal static unsafe class Blocks
{
    /// <summary>
    /// Stores the transpose of a square block whose rows stand one after another; the rows of the result stand <paramref name="stride"/> numbers apart.
    /// Interleaving row i with row i + half moves one bit of the row number into the column number; log2 of the size rounds transpose. The block is used as work space.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<V, S>(S* block, S* destination, nint stride)
        where V : struct, ILanes<V, S>
        where S : unmanaged
    {
        if (V.Count == 1)
        {
            *destination = *block;
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
}
