namespace Undertone.Learning.Selection;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): a small generator whose sequence depends on its seed alone, the same on every machine and in every version.
/// </summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for part <paramref name="part"/> of a work whose order of execution must not matter.</summary>
    public static SeededRandom ForPart(ulong seed, ulong part)
    {
        var mixed = new SeededRandom(seed ^ (part + 1) * 0xD1342543DE82EF95UL);
        return new SeededRandom(mixed.NextUInt64());
    }

    public ulong NextUInt64()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, limit), without bias (Lemire 2019).</summary>
    public int Next(int limit)
    {
        var range = (uint)limit;
        var product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold) product = (NextUInt64() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher-Yates.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
