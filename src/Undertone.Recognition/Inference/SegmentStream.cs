using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Recipes;

namespace Undertone.Recognition.Inference;

/// <summary>Cuts the windows of a plan out of a recording that comes bit by bit. It keeps no more than the next window needs.</summary>
internal sealed class SegmentStream
{
    // What HasSpeech wants of a clip, or this share of a segment that is shorter.
    private const int EnoughBlocks = 10;
    private const double EnoughShare = 0.2;

    private readonly int _sampleRateHz;
    private readonly HearingStream _hearing;
    private readonly ISegmentPlan _plan;
    private readonly int _mostSamples;
    private SegmentPlace? _next;

    /// <summary>Begins to listen.</summary>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="recipe">What features are computed of.</param>
    /// <param name="plan">Where the segments lie.</param>
    public SegmentStream(int sampleRateHz, Recipe recipe, ISegmentPlan plan)
    {
        (_sampleRateHz, _plan) = (sampleRateHz, plan);
        var hearing = recipe.Hearing;
        _hearing = new HearingStream(sampleRateHz, recipe.SampleRateHz, hearing.BandHz, keepsOffset: !hearing.RemoveOffset);
        _mostSamples = Math.Max(1, sampleRateHz / 2);
    }

    /// <summary>How many samples came.</summary>
    public long Samples => _hearing.Samples;

    /// <summary>How many numbers there is room for.</summary>
    public int Capacity => _hearing.Capacity;

    /// <summary>Takes the next samples and hands out the segments that they complete.</summary>
    public void Push(ReadOnlySpan<float> samples, Action<HeardSegment> handOut)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _mostSamples);
            _hearing.Push(samples[..count]);
            samples = samples[count..];
            HandOut(handOut, ended: false);
        }
    }

    /// <summary>Ends the recording and hands out the segments that are left.</summary>
    public void Complete(Action<HeardSegment> handOut)
    {
        _hearing.Complete();
        HandOut(handOut, ended: true);
    }

    private void HandOut(Action<HeardSegment> handOut, bool ended)
    {
        while ((_next ??= _plan.Next(_hearing.Samples, ended)) is { } place && _hearing.Reaches(place.To))
        {
            handOut(Heard(place));
            _next = null;
        }

        _hearing.Forget(Math.Min(_next?.From ?? _hearing.Samples, _plan.Needs));
    }

    private HeardSegment Heard(SegmentPlace place)
    {
        var blocks = _hearing.Speech(place.Start, place.End);
        var speaking = 0;
        foreach (var p in blocks) speaking += p > SpeechSpans.SpeechProbability ? 1 : 0;
        return new HeardSegment(
            place, _sampleRateHz, _hearing.Part(place.From, place.To), speaking,
            speaking >= Math.Min(EnoughBlocks, Math.Max(1, (int)Math.Ceiling(EnoughShare * blocks.Length))),
            LevelDb(_hearing.ForDetection(place.Start, place.End)), _hearing.BandwidthHz(place.To));
    }

    private static double? LevelDb(ReadOnlySpan<float> samples)
    {
        double energy = 0;
        foreach (var s in samples) energy += (double)s * s;
        return energy == 0 ? null : 10 * Math.Log10(energy / samples.Length);
    }
}
