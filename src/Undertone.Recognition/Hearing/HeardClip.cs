using Undertone.Sound.Audio;
using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>A recording, or a part of one, on its way to features. What is asked for is worked out once.</summary>
internal sealed class HeardClip
{
    private readonly Lazy<AudioClip> _withoutOffset;
    private readonly Lazy<double> _clippedShare;
    private readonly Lazy<AudioClip> _forDetection;
    private readonly AudioClip? _forRecipe;
    private readonly double? _bandHz;
    private readonly Lazy<float[]> _speech;

    /// <summary>Listens to a whole recording.</summary>
    public HeardClip(AudioClip recording)
    {
        Recording = recording;
        _clippedShare = new(() => ClippedRuns.ShareOf(recording.Samples));
        _withoutOffset = new(() => new AudioClip(HighPass.Apply(recording.Samples, recording.SampleRateHz), recording.SampleRateHz));
        _forDetection = new(() => WithoutOffset.Resample(SpeechDetector.SampleRateHz));
        _speech = new(() => SpeechDetector.Default.Probabilities(_forDetection.Value.Samples));
    }

    /// <summary>Takes a part of a recording that was listened to from its beginning.</summary>
    /// <param name="recording">The part as it came, or where its offset is not wanted behind the high-pass.</param>
    /// <param name="clippedShare">The share of its samples at full scale as they came.</param>
    /// <param name="forDetection">The part behind the high-pass at the rate of the detector.</param>
    /// <param name="forRecipe">The part behind the high-pass at another rate or in a band; null where none is needed.</param>
    /// <param name="bandHz">The band of the latter; null for all of it.</param>
    /// <param name="speech">How probable speech is in each of its blocks.</param>
    public HeardClip(AudioClip recording, double clippedShare, AudioClip forDetection, AudioClip? forRecipe, double? bandHz, float[] speech)
        : this(recording)
    {
        (_clippedShare, _forDetection, _forRecipe, _bandHz, _speech) =
            (new(clippedShare), new(forDetection), forRecipe, bandHz, new(speech));
    }

    /// <summary>The recording as it came.</summary>
    public AudioClip Recording { get; }

    /// <summary>The share of samples, 0 to 1, that lie in runs at full scale.</summary>
    public double ClippedShare => _clippedShare.Value;

    /// <summary>The recording behind the high-pass.</summary>
    public AudioClip WithoutOffset => _withoutOffset.Value;

    /// <summary>How probable speech is in each block of 32 ms, listened to from the beginning of the whole recording.</summary>
    public IReadOnlyList<float> SpeechProbabilities => _speech.Value;

    /// <summary>Whether anybody speaks.</summary>
    public bool HasSpeech => SpeechSpans.HasSpeech(_speech.Value);

    /// <summary>The recording behind the high-pass at a rate.</summary>
    public AudioClip At(int sampleRateHz) => sampleRateHz == SpeechDetector.SampleRateHz ? _forDetection.Value
        : sampleRateHz == _forRecipe?.SampleRateHz && _bandHz is null ? _forRecipe
        : WithoutOffset.Resample(sampleRateHz);

    /// <summary>The samples behind the high-pass at a rate, without what lies above a frequency.</summary>
    public float[] Within(int sampleRateHz, double bandHz) => sampleRateHz == _forRecipe?.SampleRateHz && _bandHz == bandHz
        ? _forRecipe.Samples
        : LowPass.Apply(At(sampleRateHz).Samples, sampleRateHz, bandHz);

    /// <summary>Where speech is, in seconds.</summary>
    public IReadOnlyList<SpeechSpan> Speech(SpeechOptions options) => SpeechSpans.Find(_speech.Value, Recording.DurationSeconds, options);
}
