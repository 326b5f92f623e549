namespace Undertone.Recognition.Files;

/// <summary>A path that gives no audio, and why.</summary>
/// <param name="Path">The path as it was named or found.</param>
/// <param name="Code"><c>not-found</c>, <c>no-audio</c> (a folder or pattern without any) or <c>unreadable</c>.</param>
/// <param name="Fault">What is wrong and what to do, as a sentence that begins small.</param>
public sealed record PathProblem(string Path, string Code, string Fault);
