using Undertone.Sound.Effects;

namespace Undertone.Recognition.Hearing;

/// <summary>
/// The speech of a recording, cut out so that the same voice is cut at the same places, whatever silence, noise floor or codec lies around
/// it. A <see cref="SpeechDetector"/> says roughly where it is. It begins and ends where the voice passes the threshold of activity: the
/// blocks of the detector are 32 ms long, and one more or less would shift all that follows. And the loudest moment of each stretch of
/// speech lies on a grid, since encoders look at frames in groups.
/// </summary>
internal static class PickedSpeech
{
    /// <summary>What lies before the first and behind the last activity; silence, where the recording is shorter.</summary>
    private const double EdgeSeconds = 0.2;

    /// <summary>Eight frames of 10 ms, the group that encoders take together.</summary>
    private const double GridSeconds = 0.08;

    /// <summary>Pauses shorter than a second belong to the way somebody speaks.</summary>
    private static readonly SpeechOptions Picking = new()
    {
        Threshold = 0.3,
        EndThreshold = 0.15,
        LeastSpeechSeconds = 0.1,
        LeastPauseSeconds = 1,
        MarginSeconds = 0.4,
    };

    /// <summary>The speech alone; all of the samples where there is none.</summary>
    /// <param name="samples">The recording at any rate.</param>
    /// <param name="sampleRateHz">The rate.</param>
    /// <param name="clip">The recording as it is listened to.</param>
    public static float[] Of(float[] samples, int sampleRateHz, HeardClip clip)
    {
        var spans = clip.Speech(Picking)
            .Select(s => (Start: Place(s.StartSeconds), End: Place(s.EndSeconds))).Where(s => s.End > s.Start).ToArray();
        if (spans.Length == 0) return samples;
        var envelope = ActiveLevel.Envelope(samples, sampleRateHz);
        TrimToActivity(spans, samples, envelope, sampleRateHz);
        var (grid, length) = (Length(GridSeconds), 0);
        foreach (ref var span in spans.AsSpan())
        {
            var late = (length + Loudest(envelope, span.Start, span.End) - span.Start) % grid;
            span.Start = Math.Min(span.Start + late, span.End);
            length += span.End - span.Start;
        }

        return Join(samples, spans, length);

        int Length(double seconds) => (int)Math.Round(seconds * sampleRateHz);
        int Place(double seconds) => Math.Clamp(Length(seconds), 0, samples.Length);
    }

    /// <summary>Moves the beginning of the first and the end of the last span; they may lie outside of the recording then.</summary>
    private static void TrimToActivity((int Start, int End)[] spans, float[] samples, double[] envelope, int sampleRateHz)
    {
        // What is active stays so for a while in the measure of its level, whether the recording goes on or not.
        var length = spans.Sum(s => s.End - s.Start) + (int)(Picking.MarginSeconds * sampleRateHz);
        var levelDb = ActiveLevel.OfDb(Join(samples, spans, length), sampleRateHz);
        if (!double.IsFinite(levelDb)) return;
        var threshold = Math.Pow(10, (levelDb - ActiveLevel.MarginDb) / 20);
        var edge = (int)Math.Round(EdgeSeconds * sampleRateHz);
        var first = Array.FindIndex(envelope, spans[0].Start, spans[0].End - spans[0].Start, e => e > threshold);
        if (first >= 0) spans[0].Start = first - edge;
        var (from, to) = spans[^1];
        from = Math.Max(from, 0);
        var last = Array.FindLastIndex(envelope, to - 1, to - from, e => e > threshold);
        if (last >= 0) spans[^1].End = last + edge;
    }

    private static int Loudest(double[] envelope, int start, int end)
    {
        var loudest = Math.Max(start, 0);
        for (var i = loudest; i < Math.Min(end, envelope.Length); i++)
        {
            if (envelope[i] > envelope[loudest]) loudest = i;
        }

        return loudest;
    }

    /// <summary>Spans one behind the other, with silence where the recording has none and behind them up to a length.</summary>
    private static float[] Join(float[] samples, (int Start, int End)[] spans, int length)
    {
        var joined = new float[length];
        var at = 0;
        foreach (var (start, end) in spans)
        {
            var (from, until) = (Math.Clamp(start, 0, samples.Length), Math.Clamp(end, 0, samples.Length));
            if (until > from) samples.AsSpan(from, until - from).CopyTo(joined.AsSpan(at + from - start));
            at += end - start;
        }

        return joined;
    }
}
