namespace Undertone.Sound.Effects;

/// <summary>
/// How strong a signal is while it sounds: the frames of 20 ms count that are within 30 dB of the loudest one, pauses and silence around do
/// not. The choice hangs on the signal's own level alone, so that a gain of 10 dB raises the result by just that.
/// </summary>
public static class ActiveLevel
{
    private const double FrameSeconds = 0.02;
    private const double RangePower = 1e-3;

    /// <summary>The mean power of the frames that sound.</summary>
    /// <param name="samples">The signal [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <returns>The mean square, 1 being that of full scale; 0 of a signal that is empty or all zero.</returns>
    public static double MeanPower(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        var (sum, count) = (0.0, 0L);
        foreach (var (start, end) in Frames(samples, sampleRateHz))
        {
            sum += Energy(samples[start..end]);
            count += end - start;
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Where the frames that sound begin and end (exclusive), in order; none of a signal that is all zero.</summary>
    internal static List<(int Start, int End)> Frames(ReadOnlySpan<float> samples, int sampleRateHz)
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
    internal static double Energy(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return sum;
    }
}
