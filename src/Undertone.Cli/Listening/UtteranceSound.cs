using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Listening;

/// <summary>Gathers the sound of stretches of speech, from the first answer with speech to the first without, 20 seconds at most.</summary>
internal sealed class UtteranceSound(int sampleRateHz)
{
    private const double LongestSeconds = 20;

    private readonly List<float> _samples = [];
    private long _first;
    private double? _startSeconds;

    /// <summary>Takes a block.</summary>
    public void Hear(ReadOnlySpan<float> block) => _samples.AddRange(block);

    /// <summary>Takes an answer.</summary>
    /// <returns>The stretch that ends with it; null where none does.</returns>
    public (double StartSeconds, double EndSeconds, AudioClip Clip)? Add(SegmentPrediction answer)
    {
        if (answer.Speech) _startSeconds ??= answer.StartSeconds;
        var ends = _startSeconds is { } start && (!answer.Speech || answer.EndSeconds - start >= LongestSeconds);
        var end = answer.Speech ? answer.EndSeconds : answer.StartSeconds;
        var stretch = ends ? Cut(end) : null;
        // What no later stretch can begin with.
        Forget(_startSeconds ?? end);
        return stretch;
    }

    /// <summary>The stretch that is open when nothing more comes.</summary>
    public (double StartSeconds, double EndSeconds, AudioClip Clip)? Complete() =>
        _startSeconds is null ? null : Cut((_first + _samples.Count) / (double)sampleRateHz);

    private (double, double, AudioClip)? Cut(double endSeconds)
    {
        var (start, end) = (_startSeconds!.Value, Math.Min(PlaceOf(endSeconds), _samples.Count));
        _startSeconds = null;
        return PlaceOf(start) < end ? (start, endSeconds, new AudioClip([.. _samples[PlaceOf(start)..end]], sampleRateHz)) : null;
    }

    private void Forget(double beforeSeconds)
    {
        var count = Math.Clamp(PlaceOf(beforeSeconds), 0, _samples.Count);
        _samples.RemoveRange(0, count);
        _first += count;
    }

    private int PlaceOf(double seconds) => (int)((long)Math.Round(seconds * sampleRateHz) - _first);
}
