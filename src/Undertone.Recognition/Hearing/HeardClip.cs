using Undertone.Sound.Audio;

namespace Undertone.Recognition.Hearing;

/// <summary>A recording, or a part of one, on its way to features. What is asked for is worked out once.</summary>
internal sealed class HeardClip
{
    private readonly Lazy<AudioClip> _withoutOffset;
    private readonly Lazy<AudioClip> _forDetection;
    private readonly Lazy<float[]> _speech;

    /// <summary>Listens to a whole recording.</summary>
    public HeardClip(AudioClip recording)
    {
        Recording = recording;
        _withoutOffset = new(() => new AudioClip(HighPass.Apply(recording.Samples, recording.SampleRateHz), recording.SampleRateHz));
        _forDetection = new(() => WithoutOffset.Resample(SpeechDetector.SampleRateHz));
        _speech = new(() => SpeechDetector.Default.Probabilities(_forDetection.Value.Samples));
    }

    private HeardClip(HeardClip whole, int start, int end)
    {
        Recording = Slice(whole.Recording, start, end);
        _withoutOffset = new(() => Slice(whole.WithoutOffset, start, end));
        _forDetection = new(() => WithoutOffset.Resample(SpeechDetector.SampleRateHz));
        var blocks = whole._speech.Value;
        var perSample = (double)SpeechDetector.SampleRateHz / SpeechDetector.BlockSamples / whole.Recording.SampleRateHz;
        var (first, last) = ((int)Math.Round(start * perSample), (int)Math.Round(end * perSample));
        _speech = new(() => blocks[Math.Min(first, blocks.Length)..Math.Min(last, blocks.Length)]);
    }

    /// <summary>The recording as it came.</summary>
    public AudioClip Recording { get; }

    /// <summary>The recording behind the high-pass.</summary>
    public AudioClip WithoutOffset => _withoutOffset.Value;

    /// <summary>How probable speech is in each block of 32 ms, listened to from the beginning of the whole recording.</summary>
    public IReadOnlyList<float> SpeechProbabilities => _speech.Value;

    /// <summary>Whether anybody speaks.</summary>
    public bool HasSpeech => SpeechSpans.HasSpeech(_speech.Value);

    /// <summary>The recording behind the high-pass at a rate.</summary>
    public AudioClip At(int sampleRateHz) =>
        sampleRateHz == SpeechDetector.SampleRateHz ? _forDetection.Value : WithoutOffset.Resample(sampleRateHz);

    /// <summary>A part of the recording, from one sample to another; where its speech is was found in the whole.</summary>
    public HeardClip Part(int start, int end) => new(this, start, end);

    /// <summary>Where speech is, in seconds.</summary>
    public IReadOnlyList<SpeechSpan> Speech(SpeechOptions options) => SpeechSpans.Find(_speech.Value, Recording.DurationSeconds, options);

    private static AudioClip Slice(AudioClip clip, int start, int end) => start == 0 && end == clip.Samples.Length
        ? clip
        : new AudioClip(clip.Samples[start..end], clip.SampleRateHz);
}
