using Undertone.Recognition.Inference.Segments;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>How a recording is answered for segment by segment while it is heard.</summary>
public sealed record StreamingOptions
{
    private const double ShortestSeconds = 0.1;
    private const double LongestSeconds = 60;

    /// <summary>What is right for the timeline of a recording: windows of 3 s, an answer every 1.5 s.</summary>
    public static StreamingOptions Timeline { get; } = new() { HopSeconds = 1.5 };

    /// <summary>
    /// The length of the window that a segment is answered from, in seconds, which lies around the segment's middle: at least
    /// <see cref="HopSeconds"/>, at most 60. Default 3.
    /// </summary>
    public double WindowSeconds { get; init; } = 3;

    /// <summary>The length of a segment in seconds, and so how often there is an answer: at least 0.1. Default 0.5.</summary>
    public double HopSeconds { get; init; } = 0.5;

    /// <summary>
    /// How slowly scores follow what is heard: the time constant of an exponential filter, in seconds, at least 0. Scores are k times
    /// those of the segment before and 1 - k times the segment's own, with k = exp(-<see cref="HopSeconds"/> / this). The filter begins
    /// anew behind a segment without speech and where the speaker changes. 0 turns it off. Default 0.5: k is 0.37 with a hop of 0.5 s,
    /// 0.05 with one of 1.5 s.
    /// </summary>
    public double SmoothingSeconds { get; init; } = 0.5;

    /// <summary>The voice of the one speaker; null, the default, where it is not known.</summary>
    public Voice? Voice { get; init; }

    /// <summary>What of the scores before is kept.</summary>
    internal double Kept => SmoothingSeconds == 0 ? 0 : Math.Exp(-HopSeconds / SmoothingSeconds);

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or not a number; the message says which.</exception>
    public void Validate()
    {
        Require(HopSeconds is >= ShortestSeconds and <= LongestSeconds, "HopSeconds", HopSeconds, "0.1 to 60 seconds");
        Require(WindowSeconds >= HopSeconds && WindowSeconds <= LongestSeconds, "WindowSeconds", WindowSeconds, "HopSeconds to 60 seconds");
        Require(SmoothingSeconds is >= 0 and <= 3600, "SmoothingSeconds", SmoothingSeconds, "0 to 3600 seconds");
    }

    /// <summary>Where the segments of a recording lie.</summary>
    /// <param name="sampleRateHz">The rate of the recording.</param>
    /// <param name="turns">Turns of speakers that the segments lie in; null to let them follow each other.</param>
    internal ISegmentPlan Plan(int sampleRateHz, IEnumerable<SpeakerTurn>? turns = null)
    {
        var hop = Math.Max(1, (long)Math.Round(HopSeconds * sampleRateHz));
        var window = Math.Max(hop, (long)Math.Round(WindowSeconds * sampleRateHz));
        return turns is null ? new HopPlan(window, hop) : new TurnPlan(turns, sampleRateHz, window, hop);
    }

    private static void Require(bool fits, string name, double value, string range)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} must be {range}, and {value} is given."));
    }
}
