namespace Undertone.Recognition.Hearing;

/// <summary>
/// Takes off what is no sound: a constant offset and drift below 20 Hz. A Butterworth filter of second order by the bilinear transform,
/// causal, so that a stream and a whole clip are heard alike. The first sample counts as the offset that was there before: a clip and the
/// same clip with any offset come out the same, from the first sample on.
/// </summary>
internal sealed class HighPass
{
    /// <summary>The frequency at which 3 dB are lost, in Hz.</summary>
    public const double CutoffHz = 20;

    private readonly double _b0;
    private readonly double _a1;
    private readonly double _a2;
    private double _s1;
    private double _s2;
    private double _offset = double.NaN;

    /// <summary>A filter for samples of a rate, before its first sample.</summary>
    public HighPass(int sampleRateHz)
    {
        var warped = Math.Tan(Math.PI * CutoffHz / sampleRateHz);
        var norm = 1 + (Math.Sqrt(2) * warped) + (warped * warped);
        _b0 = 1 / norm;
        _a1 = 2 * ((warped * warped) - 1) / norm;
        _a2 = (1 - (Math.Sqrt(2) * warped) + (warped * warped)) / norm;
    }

    /// <summary>A whole clip's samples, filtered; those given stay as they are.</summary>
    public static float[] Apply(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        var filtered = new float[samples.Length];
        new HighPass(sampleRateHz).Filter(samples, filtered);
        return filtered;
    }

    /// <summary>What the filter makes of a single sample of 1, up to where no more than a little is left.</summary>
    public static float[] Response(int sampleRateHz, double least)
    {
        var (filter, response) = (new HighPass(sampleRateHz), new List<float>());
        var block = new float[sampleRateHz / 10];
        filter.Filter([0], block.AsSpan(0, 1));
        for (float sample = 1; ; sample = 0)
        {
            var input = new float[block.Length];
            input[0] = sample;
            filter.Filter(input, block);
            response.AddRange(block);
            if (Array.TrueForAll(block, value => Math.Abs(value) < least)) return [.. response];
        }
    }

    /// <summary>Filters the next samples of a stream.</summary>
    public void Filter(ReadOnlySpan<float> samples, Span<float> destination)
    {
        if (samples.IsEmpty) return;
        if (double.IsNaN(_offset)) _offset = samples[0];
        var (b0, a1, a2, s1, s2) = (_b0, _a1, _a2, _s1, _s2);
        for (var i = 0; i < samples.Length; i++)
        {
            var x = b0 * (samples[i] - _offset);
            var y = x + s1;
            s1 = s2 - (2 * x) - (a1 * y);
            s2 = x - (a2 * y);
            destination[i] = (float)y;
        }

        (_s1, _s2) = (s1, s2);
    }
}
