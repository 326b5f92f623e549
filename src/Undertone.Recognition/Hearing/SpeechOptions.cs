namespace Undertone.Recognition.Hearing;

/// <summary>How probabilities of speech become spans of speech.</summary>
public sealed record SpeechOptions
{
    /// <summary>Speech begins with a block whose probability is at least this, above 0 and below 1. Default 0.5.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>
    /// Speech ends with a block whose probability is below this, above 0 and at most <see cref="Threshold"/>. Default 0.35.
    /// </summary>
    public double EndThreshold { get; init; } = 0.35;

    /// <summary>Speech that is shorter than this, in seconds, is none; at least 0. Default 0.25.</summary>
    public double LeastSpeechSeconds { get; init; } = 0.25;

    /// <summary>Pauses that are shorter than this, in seconds, belong to the speech around them; at least 0. Default 0.1.</summary>
    public double LeastPauseSeconds { get; init; } = 0.1;

    /// <summary>
    /// What is added before and behind each span, in seconds, at least 0. Between two spans that are too close each gets half of what is
    /// there. Default 0.03.
    /// </summary>
    public double MarginSeconds { get; init; } = 0.03;

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, or not a number.</exception>
    public void Validate()
    {
        Require(Threshold is > 0 and < 1, nameof(Threshold), Threshold, "above 0 and below 1");
        Require(EndThreshold > 0 && EndThreshold <= Threshold, nameof(EndThreshold), EndThreshold, "above 0 and at most Threshold");
        RequireSeconds(LeastSpeechSeconds, nameof(LeastSpeechSeconds));
        RequireSeconds(LeastPauseSeconds, nameof(LeastPauseSeconds));
        RequireSeconds(MarginSeconds, nameof(MarginSeconds));
    }

    private static void RequireSeconds(double value, string name) =>
        Require(value >= 0 && double.IsFinite(value), name, value, "a finite number of seconds of at least 0");

    private static void Require(bool fits, string name, double value, string range)
    {
        if (!fits) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
