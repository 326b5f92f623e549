namespace Undertone.Recognition.Evaluation;

/// <summary>How a model did under one condition.</summary>
/// <param name="Name">The condition's name in files, such as <c>noise-10db</c>.</param>
/// <param name="Title">The condition in words.</param>
public sealed record RobustnessRow(string Name, string Title)
{
    /// <summary>Why the condition could not be tried, as a clause; null where it was, and then the numbers below are there.</summary>
    public string? Missing { get; init; }

    /// <summary>The unweighted average recall; an utterance without an answer counts as wrong.</summary>
    public double? Uar { get; init; }

    /// <summary>The share of answers that stayed: the same emotion as clean, of the utterances that have an answer clean.</summary>
    public double? Kept { get; init; }

    /// <summary>The share of utterances in which no speech was found.</summary>
    public double? NoSpeech { get; init; }

    /// <summary>The share of utterances whose answer is marked uncertain.</summary>
    public double? Uncertain { get; init; }
}
