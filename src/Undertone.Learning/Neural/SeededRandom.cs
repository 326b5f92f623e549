namespace Undertone.Learning.Neural;

/// <summary>
/// The generator behind initial weights and shuffles: xoshiro256++ of Blackman and Vigna, its state filled by SplitMix64. The same seed gives
/// the same numbers on every machine.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public SeededRandom(ulong seed)
    {
        (_s0, _s1) = (Mix(seed, 1), Mix(seed, 2));
        (_s2, _s3) = (Mix(seed, 3), Mix(seed, 4));
    }

    /// <summary>A well-mixed number of a key and a counter (the output step of SplitMix64): random numbers that need no state.</summary>
    public static ulong Mix(ulong key, ulong counter)
    {
        var z = unchecked(key + counter * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        var result = unchecked(ulong.RotateLeft(_s0 + _s3, 23) + _s0);
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, bound).</summary>
    public int NextInt32(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>A standard normal number (Box and Muller's cosine branch).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
