namespace Undertone.Learning.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): a small generator whose sequence depends on its seed alone, the same on every machine and in
/// every version. A copy of the struct goes on from the same place by itself.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal sequences.</param>
public struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;
    private ulong _state = seed;

    /// <summary>A generator for one part of a work whose order of execution must not matter.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="part">The number of the part.</param>
    public static SplitMix64 ForPart(ulong seed, ulong part) => new(Mix(seed ^ (part + 1) * 0xD1342543DE82EF95UL, 1));

    /// <summary>
    /// Random numbers that need no state: the output of a generator seeded with <paramref name="key"/> in turn <paramref name="counter"/>.
    /// </summary>
    /// <param name="key">The seed.</param>
    /// <param name="counter">The turn, from 1.</param>
    public static ulong Mix(ulong key, ulong counter) => Finish(key + counter * Step);

    /// <summary>A number in [0, 1) from the upper 53 of 64 random bits.</summary>
    /// <param name="bits">Random bits.</param>
    public static double ToDouble(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Finish(_state += Step);

    /// <summary>A whole number in [0, limit), without bias (Lemire 2019).</summary>
    /// <param name="limit">At least 1.</param>
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
    public double NextDouble() => ToDouble(NextUInt64());

    /// <summary>Puts values in random order, in place (Fisher and Yates).</summary>
    /// <param name="values">What to shuffle.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
