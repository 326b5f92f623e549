namespace Undertone.Recognition.Inference.Segments;

/// <summary>A segment of a recording and the window that it is answered from, in samples.</summary>
/// <param name="Start">Where the segment begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="From">Where the window begins, not behind <paramref name="Start"/>.</param>
/// <param name="To">Where the window ends, not before <paramref name="End"/>.</param>
/// <param name="Speaker">Who is said to speak in it; null where nobody said.</param>
internal sealed record SegmentPlace(long Start, long End, long From, long To, string? Speaker = null);
