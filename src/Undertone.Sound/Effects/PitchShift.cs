using Undertone.Sound.Audio;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Effects;

/// <summary>Another pitch at the same speed.</summary>
public static class PitchShift
{
    // Rates of a pitch shift are ratios of whole numbers near this size.
    private const double RateUnits = 1 << 20;

    /// <summary>librosa.effects.pitch_shift: another pitch at the same speed, by stretching the time and resampling.</summary>
    /// <param name="samples">Mono samples.</param>
    /// <param name="steps">n_steps: how far up, in steps of the octave; negative is down; at most 6 octaves.</param>
    /// <param name="stepsPerOctave">bins_per_octave: steps in an octave. Default 12: semitones.</param>
    /// <param name="options">How the clip is framed. Default null: n_fft=2048, hop_length=512.</param>
    /// <returns>As many samples as came in.</returns>
    /// <exception cref="ArgumentException">The clip is empty, a sample is not a finite number, or the shift is out of range.</exception>
    public static float[] Apply(ReadOnlySpan<float> samples, double steps, int stepsPerOctave = 12, StftOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerOctave, 1);
        var rate = Math.Pow(2, -steps / stepsPerOctave);
        if (!(rate is >= 1 / TimeStretch.LargestFactor and <= TimeStretch.LargestFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "The shift has to be at most 6 octaves.");
        }

        var stretched = TimeStretch.Apply(samples, rate, options);
        // The stretched clip counts as recorded at 1 / rate of the sample rate.
        var (from, to) = rate <= 1
            ? ((int)Math.Round(RateUnits), (int)Math.Round(RateUnits * rate))
            : ((int)Math.Round(RateUnits / rate), (int)Math.Round(RateUnits));
        var shifted = Resampler.Resample(stretched, from, to);
        Array.Resize(ref shifted, samples.Length);
        return shifted;
    }
}
