namespace Undertone.Sound.Tests;

/// <summary>Reproducible signals.</summary>
internal static class Noise
{
    /// <summary>Uniform values from -1 to 1 of a seed.</summary>
    public static float[] Of(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = 2 * random.NextSingle() - 1;
        return values;
    }
}
