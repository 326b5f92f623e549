namespace Undertone.Recognition.Inference.Segments;

/// <summary>
/// Segments in the turns of speakers: each turn is divided into equal segments of about one length, and no window leaves its turn.
/// </summary>
internal sealed class TurnPlan : ISegmentPlan
{
    // For each turn its next segment, the one whose window ends first in front.
    private readonly PriorityQueue<(int Turn, SegmentPlace Place, long Index), (long To, int Turn)> _next = new();
    private readonly (long From, long To, string Speaker)[] _turns;
    private readonly long _windowSamples;
    private readonly long _hopSamples;

    /// <summary>Lays out the segments of turns.</summary>
    /// <param name="turns">The turns, which may overlap.</param>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="windowSamples">The length of a window, at least that of a segment.</param>
    /// <param name="hopSamples">The length of a segment.</param>
    public TurnPlan(IEnumerable<SpeakerTurn> turns, int sampleRateHz, long windowSamples, long hopSamples)
    {
        (_windowSamples, _hopSamples) = (windowSamples, hopSamples);
        _turns = [.. turns.Select(t => (Place(t.StartSeconds), Place(t.EndSeconds), t.Speaker)).Where(t => t.Item2 > t.Item1)];
        for (var i = 0; i < _turns.Length; i++) Add(i, 0);

        long Place(double seconds) => (long)Math.Round(seconds * sampleRateHz);
    }

    // A turn that is shorter than one and a half segments is one segment.
    public long Needs => _next.TryPeek(out var next, out _)
        ? Math.Max(0, next.Place.To - Math.Max(_windowSamples, 2 * _hopSamples))
        : long.MaxValue / 2;

    public SegmentPlace? Next(long heard, bool ended)
    {
        while (_next.TryPeek(out var next, out _) && (ended || next.Place.To <= heard))
        {
            _next.Dequeue();
            var place = next.Place;
            if (place.Start >= heard) continue;
            Add(next.Turn, next.Index + 1);
            return place with { End = Math.Min(place.End, heard), To = Math.Min(place.To, heard) };
        }

        return null;
    }

    /// <summary>Adds a segment of a turn, if there is one.</summary>
    private void Add(int turn, long index)
    {
        var (from, to, speaker) = _turns[turn];
        var count = Math.Max(1, (long)Math.Round((double)(to - from) / _hopSamples));
        if (index == count) return;
        var (start, end) = (Border(index), Border(index + 1));
        var middle = start + ((end - start) / 2);
        var (left, right) = (Math.Max(from, middle - (_windowSamples / 2)), Math.Min(to, middle + (_windowSamples / 2)));
        var place = new SegmentPlace(start, end, Math.Min(left, start), Math.Max(right, end), speaker);
        _next.Enqueue((turn, place, index), (place.To, turn));

        long Border(long i) => from + (long)((Int128)(to - from) * i / count);
    }
}
