namespace Undertone.Recognition.Hearing;

/// <summary>A part of a recording in which somebody speaks.</summary>
/// <param name="StartSeconds">Where it begins, in seconds.</param>
/// <param name="EndSeconds">Where it ends, in seconds, behind its begin.</param>
public sealed record SpeechSpan(double StartSeconds, double EndSeconds);
