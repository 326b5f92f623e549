using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>Speech in noise at a given signal-to-noise ratio.</summary>
public static class NoiseMix
{
    /// <summary>Adds noise to speech. The ratio is that of the speech's active level (<see cref="ActiveLevel"/>: pauses do not count) to
    /// the mean power of the noise that is added.</summary>
    /// <param name="speech">The speech; a silent clip comes back as it is.</param>
    /// <param name="noise">
    /// The noise, at any rate: resampled to that of the speech, taken from a random place where it sounds, and repeated where it is
    /// shorter.
    /// </param>
    /// <param name="snrDb">The signal-to-noise ratio in dB.</param>
    /// <param name="seed">The seed of the place; equal seeds take equal places, whatever the ratio.</param>
    /// <returns>A clip of the speech's rate and length, not limited to full scale: the speech in it is as strong as before.</returns>
    /// <exception cref="ArgumentException">
    /// The noise is silent, its rate is more than 256 times off, or the ratio is not a finite number.
    /// </exception>
    public static AudioClip Apply(AudioClip speech, AudioClip noise, double snrDb, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentNullException.ThrowIfNull(noise);
        if (!double.IsFinite(snrDb)) throw new ArgumentOutOfRangeException(nameof(snrDb), snrDb, "The ratio has to be a finite number.");
        var speechPower = ActiveLevel.MeanPower(speech.Samples, speech.SampleRateHz);
        if (speechPower == 0) return speech;
        var random = new Pcg32(seed);
        var mixed = Excerpt.Cut(noise, speech.Samples.Length, speech.SampleRateHz, ref random);
        var factor = Math.Sqrt(speechPower / (SoundingFrames.Energy(mixed) / mixed.Length)) / Gain.Factor(snrDb);
        for (var i = 0; i < mixed.Length; i++) mixed[i] = (float)(speech.Samples[i] + factor * mixed[i]);
        return new AudioClip(mixed, speech.SampleRateHz);
    }
}
