namespace Undertone.Recognition.Hearing;

/// <summary>Low noise that gives every clip the same floor. It depends on the place of a sample alone: the same clip always gives the same features.</summary>
internal static class DitherNoise
{
    private const double Step = 1.0 / 32768;

    /// <summary>The samples with triangular noise of a standard deviation of so many 16-bit steps; those given stay as they are.</summary>
    public static float[] Add(ReadOnlySpan<float> samples, double steps)
    {
        // The difference of two uniform numbers is triangular on (-1, 1) with a standard deviation of 1/sqrt(6).
        var scale = steps * Step * Math.Sqrt(6);
        var noisy = new float[samples.Length];
        for (var i = 0; i < noisy.Length; i++) noisy[i] = (float)(samples[i] + (scale * (Uniform(2UL * (ulong)i) - Uniform((2UL * (ulong)i) + 1))));
        return noisy;
    }

    /// <summary>A number in [0, 1) for a counter, by the finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static double Uniform(ulong counter)
    {
        var z = (counter + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
