namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same key on every machine.</summary>
internal struct NoiseGenerator
{
    private ulong _state;

    /// <summary>Starts a sequence of its own for each key.</summary>
    public NoiseGenerator(params ReadOnlySpan<int> key)
    {
        _state = 0x853C49E6748FEA9B;
        foreach (var part in key) _state = Next() ^ (uint)part;
    }

    /// <summary>Evenly distributed in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Evenly distributed in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Near to normal, mean 0 and standard deviation 1: the sum of twelve uniform numbers, which needs no logarithm.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Uniform();
        return sum;
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
