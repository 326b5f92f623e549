using Undertone.Learning.Randomness;

namespace Undertone.Recognition.Tests.Hearing;

/// <summary>Signals for tests of what is done between the file and the features.</summary>
internal static class Speechlike
{
    /// <summary>White noise, uniform on -0.3 to 0.3.</summary>
    public static float[] Noise(int count, ulong seed)
    {
        var noise = new float[count];
        for (var i = 0; i < count; i++) noise[i] = (float)(0.6 * (SplitMix64.ToDouble(SplitMix64.Mix(seed, (ulong)i + 1)) - 0.5));
        return noise;
    }

    /// <summary>Bursts of noise of 300 ms with pauses of 200 ms between them, a tenth of a second of silence first.</summary>
    public static float[] Bursts(int count, int rate, ulong seed)
    {
        var noise = Noise(count, seed);
        for (var i = 0; i < count; i++)
        {
            if (((double)i / rate + 0.4) % 0.5 >= 0.3) noise[i] = 0;
        }

        return noise;
    }
}
