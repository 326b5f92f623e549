using Undertone.Sound.Audio;

namespace Undertone.Sound.Features;

/// <summary>Changes of the samples themselves: librosa.effects.</summary>
public static class Effects
{
    private const double LargestFactor = 64;

    // Rates of a pitch shift are ratios of whole numbers near this size.
    private const double RateUnits = 1 << 20;

    /// <summary>librosa.effects.time_stretch: another speed at the same pitch, by a phase vocoder.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="rate">rate: above 1 is faster and shorter, below 1 slower and longer; from 1/64 to 64.</param>
    /// <param name="options">How the clip is framed. Default null: n_fft=2048, hop_length=512.</param>
    /// <returns>round(n / rate) samples.</returns>
    /// <exception cref="ArgumentException">The clip is empty, a sample is not a finite number, or the rate is out of range.</exception>
    public static float[] TimeStretch(ReadOnlySpan<float> samples, double rate, StftOptions? options = null)
    {
        if (!(rate is >= 1 / LargestFactor and <= LargestFactor)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate has to be from 1/64 to 64.");
        var length = checked((int)Math.Round(samples.Length / rate, MidpointRounding.ToEven));
        return Stft.Inverse(PhaseVocoder.Stretch(Stft.Compute(samples, options), rate), length);
    }

    /// <summary>librosa.effects.pitch_shift: another pitch at the same speed, by stretching the time and resampling.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="steps">n_steps: how far up, in steps of the octave; negative is down; at most 6 octaves.</param>
    /// <param name="stepsPerOctave">bins_per_octave: steps in an octave. Default 12: semitones.</param>
    /// <param name="options">How the clip is framed. Default null: n_fft=2048, hop_length=512.</param>
    /// <returns>As many samples as came in.</returns>
    /// <exception cref="ArgumentException">The clip is empty, a sample is not a finite number, or the shift is out of range.</exception>
    public static float[] PitchShift(ReadOnlySpan<float> samples, double steps, int stepsPerOctave = 12, StftOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerOctave, 1);
        var rate = Math.Pow(2, -steps / stepsPerOctave);
        if (!(rate is >= 1 / LargestFactor and <= LargestFactor)) throw new ArgumentOutOfRangeException(nameof(steps), steps, "The shift has to be at most 6 octaves.");
        var stretched = TimeStretch(samples, rate, options);
        // The stretched clip counts as recorded at 1 / rate of the sample rate.
        var (from, to) = rate <= 1 ? ((int)Math.Round(RateUnits), (int)Math.Round(RateUnits * rate)) : ((int)Math.Round(RateUnits / rate), (int)Math.Round(RateUnits));
        var shifted = Resampler.Resample(stretched, from, to);
        Array.Resize(ref shifted, samples.Length);
        return shifted;
    }

    /// <summary>librosa.effects.preemphasis: y[n] - coefficient * y[n-1], the sample before the first extrapolated in a straight line.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="coefficient">coef: usually from 0 to 1. Default 0.97.</param>
    /// <returns>As many samples as came in.</returns>
    public static float[] Preemphasis(ReadOnlySpan<float> samples, float coefficient = 0.97f)
    {
        var result = new float[samples.Length];
        if (samples.IsEmpty) return result;
        // The first output is the first sample plus the filter's initial state, 2 y[0] - y[1].
        result[0] = samples[0] + (2 * samples[0] - (samples.Length > 1 ? samples[1] : samples[0]));
        for (var i = 1; i < samples.Length; i++) result[i] = samples[i] - coefficient * samples[i - 1];
        return result;
    }

    /// <summary>librosa.effects.trim: where the clip is neither silent before nor after.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="topDb">top_db: how far below the loudest frame a frame counts as silent. Default 60.</param>
    /// <param name="options">frame_length and hop_length. Default null: 2048 and 512.</param>
    /// <returns>The range to keep, in samples. A clip of zeros is kept whole: none of its frames lies below the loudest.</returns>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static Range Trim(ReadOnlySpan<float> samples, double topDb = 60, RmsOptions? options = null)
    {
        var sounding = Sounding(samples, topDb, options ??= new RmsOptions());
        int first = Array.IndexOf(sounding, true), last = Array.LastIndexOf(sounding, true);
        return first < 0 ? 0..0 : (first * options.HopSamples)..(int)Math.Min(samples.Length, (last + 1L) * options.HopSamples);
    }

    /// <summary>librosa.effects.split: the parts of a clip between silences.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="topDb">top_db: how far below the loudest frame a frame counts as silent. Default 60.</param>
    /// <param name="options">frame_length and hop_length. Default null: 2048 and 512.</param>
    /// <returns>Ranges in samples, in order.</returns>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static IReadOnlyList<Range> Split(ReadOnlySpan<float> samples, double topDb = 60, RmsOptions? options = null)
    {
        var sounding = Sounding(samples, topDb, options ??= new RmsOptions());
        var parts = new List<Range>();
        for (var t = 0; t < sounding.Length; t++)
        {
            if (!sounding[t]) continue;
            var start = t;
            while (t < sounding.Length && sounding[t]) t++;
            parts.Add((int)Math.Min(samples.Length, (long)start * options.HopSamples)..(int)Math.Min(samples.Length, (long)t * options.HopSamples));
        }

        return parts;
    }

    /// <summary>Whether each frame lies above top_db below the loudest.</summary>
    private static bool[] Sounding(ReadOnlySpan<float> samples, double topDb, RmsOptions options)
    {
        if (!(topDb > 0)) throw new ArgumentOutOfRangeException(nameof(topDb), topDb, "The range has to be above 0 dB.");
        var rms = Rms.Compute(samples, 1, options).Values;
        double loudest = 0;
        foreach (var value in rms) loudest = Math.Max(loudest, value);
        return Array.ConvertAll(rms, value => Db(value) - Db(loudest) > -topDb);

        static double Db(double amplitude) => 10 * Math.Log10(Math.Max(1e-10, amplitude * amplitude));
    }
}
