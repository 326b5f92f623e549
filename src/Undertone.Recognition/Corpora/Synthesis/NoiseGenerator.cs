using Undertone.Learning.Randomness;

namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>The random numbers of the synthetic voices: the same from the same key on every machine.</summary>
internal struct NoiseGenerator
{
    private SplitMix64 _random;

    /// <summary>Starts a sequence of its own for each key.</summary>
    public NoiseGenerator(params ReadOnlySpan<int> key)
    {
        _random = new SplitMix64(0x853C49E6748FEA9B);
        foreach (var part in key) _random = new SplitMix64(_random.NextUInt64() ^ (uint)part);
    }

    /// <summary>Evenly distributed in [0, 1).</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>Evenly distributed in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Near to normal, mean 0 and standard deviation 1: the sum of twelve uniform numbers, which needs no logarithm.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Uniform();
        return sum;
    }
}
