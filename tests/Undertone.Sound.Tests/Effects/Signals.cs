namespace Undertone.Sound.Tests.Effects;

/// <summary>Signals whose measures are known, and what measures them.</summary>
internal static class Signals
{
    public static float[] Sine(int length, int sampleRateHz, double frequencyHz, double amplitude = 0.5)
    {
        var samples = new float[length];
        for (var i = 0; i < length; i++) samples[i] = (float)(amplitude * Math.Sin(2 * Math.PI * frequencyHz * i / sampleRateHz));
        return samples;
    }

    /// <summary>Bursts of a tone of 0.4 s with pauses of 0.3 s that hold a little noise: as loud and as interrupted as speech.</summary>
    public static float[] Bursts(int length, int sampleRateHz, int seed = 1)
    {
        var (tone, floor) = (Sine(length, sampleRateHz, 220), Noise.Of(length, seed));
        for (var i = 0; i < length; i++)
        {
            var sounds = (double)i / sampleRateHz % 0.7 < 0.4;
            tone[i] = (sounds ? tone[i] : 0) + 0.001f * floor[i];
        }

        return tone;
    }

    public static double MeanPower(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return sum / samples.Length;
    }

    public static double Db(double power) => 10 * Math.Log10(power);

    /// <summary>The amplitude of one frequency by projection on its sine and cosine.</summary>
    public static double Amplitude(ReadOnlySpan<float> samples, int sampleRateHz, double frequencyHz)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * frequencyHz * i / sampleRateHz);
            (re, im) = (re + samples[i] * cos, im + samples[i] * sin);
        }

        return 2 * Math.Sqrt(re * re + im * im) / samples.Length;
    }

    /// <summary>The lag, in samples, at which two signals are most alike, and how alike they are there: 1 for equal ones;
    /// 8,000 samples are compared.</summary>
    public static (int Lag, double Correlation) Align(float[] reference, float[] other, int largestLag)
    {
        var best = (Lag: 0, Correlation: double.NegativeInfinity);
        for (var lag = -largestLag; lag <= largestLag; lag++)
        {
            var (both, first, second) = (0.0, 0.0, 0.0);
            for (var i = largestLag; i < largestLag + 8000; i++)
            {
                both += (double)reference[i] * other[i + lag];
                first += (double)reference[i] * reference[i];
                second += (double)other[i + lag] * other[i + lag];
            }

            var correlation = both / Math.Sqrt(first * second);
            if (correlation > best.Correlation) best = (lag, correlation);
        }

        return best;
    }
}
