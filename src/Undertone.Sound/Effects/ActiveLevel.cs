namespace Undertone.Sound.Effects;

/// <summary>
/// How loud the speech in a clip is, whatever silence lies around it: the active speech level of ITU-T P.56, method B. The standard tries
/// thresholds on a fixed grid, so that its result depends a little on the gain; here every value that the envelope takes is a threshold,
/// and a gain of g dB moves the level by g dB.
/// </summary>
public static class ActiveLevel
{
    // The standard's constants.
    private const double EnvelopeSeconds = 0.03;
    private const double HangoverSeconds = 0.2;
    private const double MarginDb = 15.9;

    private const double StepSeconds = 0.001;

    /// <summary>The mean power over the time in which the clip is active, in dB.</summary>
    /// <param name="samples">The clip [n].</param>
    /// <param name="sampleRateHz">Its rate in Hz.</param>
    /// <returns>0 dB for a square wave of full scale; minus infinity for silence.</returns>
    public static double OfDb(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        double energy = 0;
        foreach (var s in samples) energy += (double)s * s;
        if (energy == 0) return double.NegativeInfinity;
        var step = Math.Max(1, (int)(StepSeconds * sampleRateHz));
        var held = HeldEnvelope(samples, sampleRateHz, step);
        Array.Sort(held);
        Array.Reverse(held);

        // From the lowest threshold up, as the standard goes: with the k + 1 loudest steps active the level lies that far above it.
        for (var k = held.Length - 1; k > 0; k--)
        {
            var (below, above) = (Excess(k), Excess(k - 1));
            if (below <= 0) return LevelDb(k);
            if (above > 0) continue;
            return double.IsFinite(below) ? LevelDb(k) + (below / (below - above) * (LevelDb(k - 1) - LevelDb(k))) : LevelDb(k - 1);
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

    /// <summary>The envelope's peak of every step, the largest of the last 200 ms of it: what is active stays so for that long.</summary>
    private static double[] HeldEnvelope(ReadOnlySpan<float> samples, int sampleRateHz, int step)
    {
        var peaks = new double[(samples.Length + step - 1) / step];
        var follower = new Follower(sampleRateHz);
        for (var i = 0; i < samples.Length; i++) peaks[i / step] = Math.Max(peaks[i / step], follower.Next(samples[i]));
        var hangover = (int)(HangoverSeconds / StepSeconds);
        var held = new double[peaks.Length];
        var falling = new LinkedList<int>();
        for (var i = 0; i < peaks.Length; i++)
        {
            while (falling.Last is { } last && peaks[last.Value] <= peaks[i]) falling.RemoveLast();
            falling.AddLast(i);
            if (falling.First!.Value < i - hangover) falling.RemoveFirst();
            held[i] = peaks[falling.First!.Value];
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
