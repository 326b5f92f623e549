using Undertone.Sound.Audio;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>One utterance's samples with what is mixed into them; noise and babble are made when a condition first asks for them.</summary>
internal sealed class TestedClip(AudioClip clip, Func<AudioClip> noise, Func<AudioClip> babble, ulong seed)
{
    private AudioClip? _noise;
    private AudioClip? _babble;

    /// <summary>The utterance as it was recorded.</summary>
    public AudioClip Clip { get; } = clip;

    /// <summary>A noise recording.</summary>
    public AudioClip Noise => _noise ??= noise();

    /// <summary>Other speakers, as long as the utterance.</summary>
    public AudioClip Babble => _babble ??= babble();

    /// <summary>The seed of what is random in this utterance's conditions.</summary>
    public ulong Seed { get; } = seed;
}
