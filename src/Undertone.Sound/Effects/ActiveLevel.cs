namespace Undertone.Sound.Effects;

/// <summary>
/// How loud the speech in a clip is, whatever silence lies around it: the active speech level of ITU-T P.56, method B. The standard tries
/// thresholds on a fixed grid, so that its result depends a little on the gain; here every value that the envelope takes is a threshold,
/// and a gain of g dB moves the level by g dB.
/// </summary>
public static class ActiveLevel
{
    /// <summary>How far below the active level the threshold of activity lies, in dB: the standard's margin.</summary>
    public const double MarginDb = 15.9;

    /// <summary>What smooths the envelope, twice, in seconds: the standard's time constant.</summary>
    public const double EnvelopeSeconds = 0.03;

    /// <summary>How long what is active stays so, in seconds: the standard's hangover.</summary>
    public const double HangoverSeconds = 0.2;

    /// <summary>The steps in which the envelope is looked at, in seconds.</summary>
    public const double StepSeconds = 0.001;

    /// <summary>The mean power over the time in which the clip is active, in dB.</summary>
    /// <param name="samples">The clip [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <returns>0 dB for a square wave of full scale; minus infinity for silence.</returns>
    public static double OfDb(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        var step = Math.Max(1, (int)(StepSeconds * sampleRateHz));
        var (held, energy) = HeldEnvelope(samples, sampleRateHz, step);
        if (energy == 0) return double.NegativeInfinity;
        SortFalling(held);

        // From the lowest threshold up, as the standard goes: with the k + 1 loudest steps active the level lies that far above it.
        var below = Excess(held.Length - 1);
        for (var k = held.Length - 1; k > 0; k--)
        {
            if (below <= 0) return LevelDb(k);
            var above = Excess(k - 1);
            if (!(above > 0))
                return double.IsFinite(below) ? LevelDb(k) + (below / (below - above) * (LevelDb(k - 1) - LevelDb(k))) : LevelDb(k - 1);
            below = above;
        }

        return LevelDb(held.Length - 1);

        double LevelDb(int k) => 10 * Math.Log10(energy / ((double)(k + 1) * step));

        double Excess(int k) => LevelDb(k) - (20 * Math.Log10(held[k])) - MarginDb;
    }

    /// <summary>The mean power over the time in which the clip is active.</summary>
    /// <param name="samples">The clip [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <returns>The mean square, 1 being that of full scale; 0 for silence.</returns>
    public static double MeanPower(ReadOnlySpan<float> samples, int sampleRateHz) => Math.Pow(10, OfDb(samples, sampleRateHz) / 10);

    /// <summary>The envelope that the level is measured by: absolute values, smoothed twice by 30 ms (ITU-T P.56, method B).</summary>
    /// <param name="samples">The clip [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <returns>[n], 1 being that of full scale.</returns>
    public static double[] Envelope(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        var envelope = new double[samples.Length];
        var follower = new Follower(sampleRateHz);
        for (var i = 0; i < envelope.Length; i++) envelope[i] = follower.Next(samples[i]);
        return envelope;
    }

    /// <summary>
    /// The envelope's peak of every step, the largest of the last 200 ms of it: what is active stays so for that long; and the energy.
    /// </summary>
    private static (double[] Held, double Energy) HeldEnvelope(ReadOnlySpan<float> samples, int sampleRateHz, int step)
    {
        var peaks = new double[(samples.Length + step - 1) / step];
        var follower = new Follower(sampleRateHz);
        var energy = 0.0;
        for (var t = 0; t < peaks.Length; t++)
        {
            var peak = 0.0;
            foreach (var sample in samples.Slice(t * step, Math.Min(step, samples.Length - (t * step))))
            {
                energy += (double)sample * sample;
                peak = Math.Max(peak, follower.Next(sample));
            }

            peaks[t] = peak;
        }

        return (Hold(peaks), energy);
    }

    /// <summary>Sorts values of which many neighbours are equal: it sorts the runs of equal ones.</summary>
    private static void SortFalling(double[] values)
    {
        var (keys, counts, runs) = (new double[values.Length], new int[values.Length], 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1]) keys[runs++] = values[i];
            counts[runs - 1]++;
        }

        Array.Sort(keys, counts, 0, runs);
        var at = values.Length;
        for (var run = 0; run < runs; run++)
        {
            at -= counts[run];
            values.AsSpan(at, counts[run]).Fill(keys[run]);
        }
    }

    private static double[] Hold(double[] peaks)
    {
        var hangover = (int)(HangoverSeconds / StepSeconds);
        var held = new double[peaks.Length];
        // The peaks that may still be the largest, falling.
        var falling = new int[peaks.Length];
        var (first, end) = (0, 0);
        for (var i = 0; i < peaks.Length; i++)
        {
            while (end > first && peaks[falling[end - 1]] <= peaks[i]) end--;
            falling[end++] = i;
            if (falling[first] < i - hangover) first++;
            held[i] = peaks[falling[first]];
        }

        return held;
    }

    private struct Follower(int sampleRateHz)
    {
        private readonly double _keep = Math.Exp(-1 / (EnvelopeSeconds * sampleRateHz));
        private double _once;
        private double _twice;

        public double Next(float sample)
        {
            _once = (_keep * _once) + ((1 - _keep) * Math.Abs(sample));
            return _twice = (_keep * _twice) + ((1 - _keep) * _once);
        }
    }
}
