namespace Undertone.Learning.Randomness;

/// <summary>
/// xoshiro256++ (Blackman and Vigna 2021), its state filled by <see cref="SplitMix64"/>: the generator behind initial weights and the
/// shuffles of training. The same seed gives the same numbers on every machine.
/// </summary>
internal sealed class Xoshiro256PlusPlus
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public Xoshiro256PlusPlus(ulong seed)
    {
        (_s0, _s1) = (SplitMix64.Mix(seed, 1), SplitMix64.Mix(seed, 2));
        (_s2, _s3) = (SplitMix64.Mix(seed, 3), SplitMix64.Mix(seed, 4));
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
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
    public double NextDouble() => SplitMix64.ToDouble(NextUInt64());

    /// <summary>A whole number in [0, bound).</summary>
    public int Next(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    /// <summary>A standard normal number (Box and Muller's cosine branch).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
