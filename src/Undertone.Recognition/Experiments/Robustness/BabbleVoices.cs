using Undertone.Learning.Randomness;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Training;
using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Experiments.Robustness;

/// <summary>Voices of the tested data, of which babble is mixed for each utterance: those of other speakers.</summary>
internal sealed class BabbleVoices
{
    private const int Pool = 64;
    private const int AtOnce = 6;
    private const double LongestSeconds = 10;

    private readonly IReadOnlyList<(string Speaker, AudioClip Clip)> _voices;

    private BabbleVoices(IReadOnlyList<(string Speaker, AudioClip Clip)> voices) => _voices = voices;

    /// <summary>Why there is no babble, as a clause; null where there is.</summary>
    public string? Missing => _voices.Select(v => v.Speaker).Distinct(StringComparer.Ordinal).Count() < 2
        ? "babble is made of other speakers, and the data names one only"
        : null;

    /// <summary>Reads at most 64 voices, drawn evenly over emotions and speakers, 10 s of each.</summary>
    public static BabbleVoices Read(ExperimentData corpora, TrainingData data, ulong seed, CancellationToken cancellationToken)
    {
        var voices = new List<(string Speaker, AudioClip Clip)>();
        foreach (var place in EvenDraw.Of(data, Pool, seed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (utterance, clip) = (data.Utterances[place], corpora.Load(data.Utterances[place]));
            var length = (int)Math.Min(clip.Samples.Length, LongestSeconds * clip.SampleRateHz);
            var voice = new AudioClip(clip.Samples[..length], clip.SampleRateHz);
            if (ActiveLevel.MeanPower(voice.Samples, voice.SampleRateHz) > 0) voices.Add((utterance.SpeakerKey, voice));
        }

        return new BabbleVoices(voices);
    }

    /// <summary>Babble for an utterance: up to six voices of other speakers.</summary>
    public AudioClip For(Utterance utterance, AudioClip clip, ulong seed)
    {
        var random = new SplitMix64(seed);
        var others = _voices.Where(v => v.Speaker != utterance.SpeakerKey).Select(v => v.Clip)
            .Where(v => Resampler.Supports(v.SampleRateHz, clip.SampleRateHz)).ToArray();
        random.Shuffle<AudioClip>(others);
        return Babble.Mix(others[..Math.Min(AtOnce, others.Length)], clip.Samples.Length, clip.SampleRateHz, random.NextUInt64());
    }
}
