namespace Undertone.Recognition.Inference.Segments;

/// <summary>
/// Segments of one length one after the other, each with a window around its middle. A rest that is shorter than half a segment belongs to
/// the last one; at both ends of a recording windows end where it does.
/// </summary>
/// <param name="windowSamples">The length of a window, at least that of a segment.</param>
/// <param name="hopSamples">The length of a segment.</param>
internal sealed class HopPlan(long windowSamples, long hopSamples) : ISegmentPlan
{
    private long _start;

    public long Needs => From(_start);

    public SegmentPlace? Next(long heard, bool ended)
    {
        if (heard == 0 || (_start > 0 && heard < _start + HalfHop)) return null;
        var end = _start + hopSamples;
        // Behind this much the rest is a segment of its own.
        var isLast = heard < end + HalfHop;
        var to = From(_start, clip: false) + windowSamples;
        if (!ended && (isLast || heard < to)) return null;
        var place = isLast
            ? new SegmentPlace(_start, heard, Needs, heard)
            : new SegmentPlace(_start, end, Needs, Math.Max(end, Math.Min(to, heard)));
        _start = isLast ? long.MaxValue / 2 : end;
        return place;
    }

    private long HalfHop => (hopSamples + 1) / 2;

    private long From(long start, bool clip = true)
    {
        var from = start - ((windowSamples - hopSamples) / 2);
        return clip ? Math.Max(0, from) : from;
    }
}
