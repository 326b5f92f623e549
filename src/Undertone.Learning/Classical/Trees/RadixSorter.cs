namespace Undertone.Learning.Classical.Trees;

/// <summary>Sorts 64-bit keys by a field of their bits, least significant digit first; stable. Its work buffer is kept.</summary>
internal sealed class RadixSorter(int capacity)
{
    private readonly int[] _counts = new int[257];
    private ulong[] _other = new ulong[capacity];

    /// <summary>
    /// Sorts by the bits from <paramref name="shift"/> up to those of <paramref name="largest"/> (the largest field value).
    /// </summary>
    public void Sort(ref ulong[] keys, int count, int shift, uint largest)
    {
        if (count <= 32)
        {
            Insert(keys.AsSpan(0, count), shift);
            return;
        }

        for (; largest > 0; largest >>= 8, shift += 8)
        {
            Array.Clear(_counts);
            var from = keys.AsSpan(0, count);
            var to = _other.AsSpan(0, count);
            var counts = _counts;
            foreach (var key in from) counts[(int)((key >> shift) & 255) + 1]++;
            for (var d = 1; d < 257; d++) counts[d] += counts[d - 1];
            foreach (var key in from) to[counts[(int)((key >> shift) & 255)]++] = key;
            (keys, _other) = (_other, keys);
        }
    }

    private static void Insert(Span<ulong> keys, int shift)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var j = i - 1;
            for (; j >= 0 && keys[j] >> shift > key >> shift; j--) keys[j + 1] = keys[j];
            keys[j + 1] = key;
        }
    }
}
