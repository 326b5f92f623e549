using Undertone.Sound.Audio;

namespace Undertone.Sound.Features;

/// <summary>Other speed and other pitch: librosa.effects. Trimming, splitting and pre-emphasis are <see cref="Silence"/> and <see cref="Undertone.Sound.Audio.Preemphasis"/>.</summary>
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
}
