namespace Undertone.Sound.Effects;

/// <summary>Where a signal sounds: the frames of 20 ms that are within 30 dB of the loudest one.</summary>
internal static class SoundingFrames
{
    private const double FrameSeconds = 0.02;
    private const double RangePower = 1e-3;

    /// <summary>Where the frames that sound begin and end (exclusive), in order; none of a signal that is all zero.</summary>
    public static List<(int Start, int End)> Of(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var size = Math.Max(1, (int)(FrameSeconds * sampleRateHz));
        var powers = new double[(int)(((long)samples.Length + size - 1) / size)];
        var loudest = 0.0;
        for (var i = 0; i < powers.Length; i++)
        {
            var frame = samples.Slice(i * size, Math.Min(size, samples.Length - i * size));
            powers[i] = Energy(frame) / frame.Length;
            loudest = Math.Max(loudest, powers[i]);
        }

        var sounding = new List<(int Start, int End)>();
        for (var i = 0; i < powers.Length; i++)
        {
            if (powers[i] > 0 && powers[i] >= loudest * RangePower) sounding.Add((i * size, Math.Min(samples.Length, (i + 1) * size)));
        }

        return sounding;
    }

    /// <summary>The sum of squares.</summary>
    public static double Energy(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return sum;
    }
}
