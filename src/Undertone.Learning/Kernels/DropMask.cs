using System.Runtime.Intrinsics;

namespace Undertone.Learning.Kernels;

/// <summary>
/// Dropout masks as a pure function of a key and an element's number: nothing is stored, and the backward pass finds the same mask again.
/// </summary>
internal static class DropMask
{
    /// <summary>z[i] = x[i] / (1 - rate) with probability 1 - rate, else 0; element i has number start + i.</summary>
    public static void Apply(ReadOnlySpan<float> x, Span<float> z, float rate, uint key, int start)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length, x.Length);
        var scale = Vector512.Create(1 / (1 - rate));
        var threshold = Vector512.Create((uint)(rate * 4294967296.0));
        var lanes = Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        for (var i = 0; i < x.Length; i += VectorLoop.Width)
        {
            var keep = Vector512.GreaterThanOrEqual(Hash(lanes + Vector512.Create((uint)(start + i)), key), threshold).AsSingle();
            if (i <= x.Length - VectorLoop.Width) (Vector512.Create(x[i..]) * scale & keep).CopyTo(z[i..]);
            else VectorLoop.StoreRest(VectorLoop.LoadRest(x[i..]) * scale & keep, z[i..]);
        }
    }

    /// <summary>A well-mixed number for one counter, the scalar twin of the vector code.</summary>
    public static uint Hash(uint counter, uint key)
    {
        var h = unchecked((counter ^ key) * 0x9E3779B1u);
        h = unchecked((h ^ (h >> 15)) * 0x85EBCA77u);
        h = unchecked((h ^ (h >> 13) ^ key) * 0xC2B2AE3Du);
        return h ^ (h >> 16);
    }

    private static Vector512<uint> Hash(Vector512<uint> counter, uint key)
    {
        var h = (counter ^ Vector512.Create(key)) * Vector512.Create(0x9E3779B1u);
        h = (h ^ (h >>> 15)) * Vector512.Create(0x85EBCA77u);
        h = (h ^ (h >>> 13) ^ Vector512.Create(key)) * Vector512.Create(0xC2B2AE3Du);
        return h ^ (h >>> 16);
    }
}
