using Undertone.Sound.Audio;

namespace Undertone.Sound.Effects;

/// <summary>The noise of people who talk at the same time.</summary>
public static class Babble
{
    private const double LevelDb = -26;

    /// <summary>
    /// Mixes voices, all equally strong (<see cref="ActiveLevel"/>), each from a random place where it sounds and repeated where it is
    /// shorter.
    /// </summary>
    /// <param name="voices">The voices, at any rates; at least one.</param>
    /// <param name="lengthSamples">The length of the result.</param>
    /// <param name="sampleRateHz">The rate of the result in Hz.</param>
    /// <param name="seed">The seed of the places.</param>
    /// <returns>A clip whose voices have together a power 26 dB below full scale.</returns>
    /// <exception cref="ArgumentException">There is no voice, or one is silent or at a rate more than 256 times off.</exception>
    public static AudioClip Mix(IReadOnlyList<AudioClip> voices, int lengthSamples, int sampleRateHz, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(voices);
        if (voices.Count == 0) throw new ArgumentException("There is no voice to mix.", nameof(voices));
        ArgumentOutOfRangeException.ThrowIfNegative(lengthSamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        var random = new Pcg32(seed);
        var sum = new float[lengthSamples];
        foreach (var voice in voices)
        {
            var piece = Excerpt.Cut(voice, lengthSamples, sampleRateHz, ref random);
            var factor = (float)(Gain.Factor(LevelDb) / Math.Sqrt(voices.Count * ActiveLevel.MeanPower(piece, sampleRateHz)));
            for (var i = 0; i < sum.Length; i++) sum[i] += factor * piece[i];
        }

        return new AudioClip(sum, sampleRateHz);
    }
}
