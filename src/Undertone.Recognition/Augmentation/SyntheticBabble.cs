using Undertone.Learning.Randomness;
using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Augmentation;

/// <summary>Babble of speakers who do not exist: nobody of the data is heard in it, so no test speaker comes into training by it.</summary>
internal static class SyntheticBabble
{
    private const int Voices = 24;
    private const int AtOnce = 6;
    private const int Seed = 2026;

    private static readonly Lazy<AudioClip[]> Pool = new(() => [.. Enumerable.Range(1, Voices).Select(Speak)]);

    /// <summary>Babble for a clip: six voices of 24.</summary>
    public static AudioClip For(AudioClip clip, ulong seed)
    {
        var random = new SplitMix64(seed);
        var voices = Pool.Value.Where(v => Resampler.Supports(v.SampleRateHz, clip.SampleRateHz)).ToArray();
        random.Shuffle<AudioClip>(voices);
        return Babble.Mix(voices[..Math.Min(AtOnce, voices.Length)], clip.Samples.Length, clip.SampleRateHz, random.NextUInt64());
    }

    private static AudioClip Speak(int actor) => new SyntheticUtterance((actor % 8) + 1, 1, (actor % 2) + 1, 1, actor).Speak(Seed);
}
