namespace Undertone.Recognition.Inference;

/// <summary>Why there is no answer for a file.</summary>
/// <param name="Code">A word for programs: <c>audio-format</c>, <c>not-found</c>, <c>no-audio</c> or <c>unreadable</c>.</param>
/// <param name="Message">A sentence for people that names the file, the fault and the remedy.</param>
public sealed record PredictionError(string Code, string Message);
