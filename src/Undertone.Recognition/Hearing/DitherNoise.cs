using Undertone.Learning.Randomness;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// Low noise that gives every clip the same floor. It depends on the place of a sample alone: the same clip always gives the same features.
/// </summary>
internal static class DitherNoise
{
    private const double Step = 1.0 / 32768;

    /// <summary>Adds triangular noise of a standard deviation of so many 16-bit steps.</summary>
    public static void Add(Span<float> samples, double steps)
    {
        // The difference of two uniform numbers is triangular on (-1, 1) with a standard deviation of 1/sqrt(6).
        var scale = steps * Step * Math.Sqrt(6);
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(samples[i] + (scale * (Uniform(2UL * (ulong)i) - Uniform((2UL * (ulong)i) + 1))));
    }

    /// <summary>A number in [0, 1) for a counter.</summary>
    private static double Uniform(ulong counter) => SplitMix64.ToDouble(SplitMix64.Mix(0, counter + 1));
}
