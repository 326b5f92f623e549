using System.Runtime.InteropServices;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Answers for a recording that comes bit by bit, or a channel of it. One of up to <see cref="WholeSeconds"/> is heard as a whole; a longer
/// one is answered by the mean of its segments, each counted by the speech in it, and only sums are kept. One thread at a time.
/// </summary>
internal sealed class RecordingAnswers
{
    /// <summary>What is heard as a whole, in seconds: much longer than an utterance, and little memory.</summary>
    public const double WholeSeconds = 30;

    // Windows that wait for a thread.
    private const int Waiting = 8;

    // What a header claims is believed up to here: 30 s at 48 kHz.
    private const int MostExpected = 1_440_000;

    private readonly EmotionRecognizer _recognizer;
    private readonly RecordingOptions _options;
    private readonly Lazy<SegmentStream> _stream;
    private readonly OrderedWork<HeardSegment, SeenSegment> _work;
    private readonly SegmentAnswers _answers;
    private readonly KnownVoice? _voice;
    private readonly Dictionary<string, KnownVoice> _speakerVoices = new(StringComparer.Ordinal);
    private readonly RecordingSummary _summary;
    private readonly List<StreamingPrediction> _segments = [];
    private readonly List<SeenSegment> _seen = [];
    private readonly List<float> _whole = [];
    private readonly int _sampleRateHz;
    private long _samples;

    /// <summary>Begins to hear a recording.</summary>
    /// <param name="recognizer">The model.</param>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="options">How it is answered for.</param>
    /// <param name="expected">How many samples there will be, as far as is known.</param>
    public RecordingAnswers(EmotionRecognizer recognizer, int sampleRateHz, RecordingOptions options, long? expected = null)
    {
        recognizer.RequireRate(sampleRateHz);
        (_recognizer, _options, _sampleRateHz) = (recognizer, options, sampleRateHz);
        _voice = recognizer.Know(options.Segmenting.Voice);
        foreach (var (speaker, voice) in options.SpeakerVoices) _speakerVoices[speaker] = recognizer.Know(voice)!;
        _stream = new(() => recognizer.OpenSegments(sampleRateHz, options.Segmenting.Plan(sampleRateHz, options.Turns)));
        _work = new(recognizer.See, Take, options.Helpers, Waiting);
        _answers = recognizer.AnswerSegments(options.Segmenting.Kept, VoiceOf);
        _whole.EnsureCapacity((int)Math.Min(expected ?? 0, MostExpected));
        _summary = new RecordingSummary(recognizer.Labels.Count, sampleRateHz);
    }

    /// <summary>Whether a segment was answered for.</summary>
    public bool HasSegments { get; private set; }

    /// <summary>How many samples came.</summary>
    public long Samples => _samples;

    private bool IsLong => _samples > WholeSeconds * _sampleRateHz;

    /// <summary>Takes the next samples.</summary>
    /// <exception cref="InvalidDataException">The model cannot take them.</exception>
    public void Push(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) return;
        EmotionRecognizer.RequireFinite(samples);
        var wasLong = IsLong;
        _samples += samples.Length;
        _summary.Hear(samples);
        if (!wasLong) _whole.AddRange(samples);
        if (_options.Segments || wasLong) _stream.Value.Push(samples, _work.Add);
        if (wasLong || !IsLong) return;
        // What was kept for the whole is heard in segments.
        if (!_options.Segments) _stream.Value.Push(CollectionsMarshal.AsSpan(_whole), _work.Add);
        _whole.Clear();
        _whole.TrimExcess();
    }

    /// <summary>Ends the recording and gives the answer.</summary>
    /// <param name="interrupted">Whether more would have come.</param>
    public EmotionPrediction Complete(bool interrupted = false)
    {
        if (_options.Segments || IsLong)
        {
            _stream.Value.Complete(_work.Add);
            _work.Complete();
        }

        var duration = (double)_samples / _sampleRateHz;
        var all = IsLong
            ? _recognizer.Summarize(_summary, duration, _voice)
            : _recognizer.HearWhole(new AudioClip([.. _whole], _sampleRateHz), _voice);
        return all with { Segments = _options.Segments ? Segments() : null, Interrupted = interrupted };
    }

    private IReadOnlyList<SegmentPrediction> Segments()
    {
        if (!_options.OwnVoice) return [.. _segments.OrderBy(s => s.StartSeconds)];
        foreach (var speaker in _seen.GroupBy(s => s.Place.Speaker ?? "", StringComparer.Ordinal))
        {
            if (_recognizer.OwnVoice(speaker.Key, speaker.Select(s => s.Clip)) is { } own) _speakerVoices[speaker.Key] = own;
        }

        var answers = _recognizer.AnswerSegments(_options.Segmenting.Kept, VoiceOf);
        return [.. _seen.Select(answers.Of).OrderBy(s => s.StartSeconds)];
    }

    private KnownVoice? VoiceOf(SeenSegment seen) => _speakerVoices.GetValueOrDefault(seen.Place.Speaker ?? "", _voice!);

    private void Take(SeenSegment seen)
    {
        HasSegments = true;
        var answer = _answers.Of(seen);
        _summary.Add(seen, answer.RawScores);
        if (!_options.Segments) return;
        if (_options.OwnVoice) _seen.Add(seen);
        else _segments.Add(answer);
    }
}
