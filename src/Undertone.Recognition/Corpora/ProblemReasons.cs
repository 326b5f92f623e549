namespace Undertone.Recognition.Corpora;

/// <summary>The words of problem reasons in JSON and tables.</summary>
public static class ProblemReasons
{
    /// <summary>Whether files with this problem are listed and stay in.</summary>
    /// <param name="reason">The reason.</param>
    public static bool IsKept(this ProblemReason reason) =>
        reason is ProblemReason.Clipped or ProblemReason.NarrowBand or ProblemReason.NoSpeech;

    /// <summary>
    /// The reason's word: <c>unreadable</c>, <c>silent</c>, <c>clipped</c>, <c>duplicate</c>, <c>unparsable</c>, <c>empty</c>,
    /// <c>narrow-band</c> or <c>no-speech</c>.
    /// </summary>
    /// <param name="reason">The reason.</param>
    public static string Word(this ProblemReason reason) => reason switch
    {
        ProblemReason.Unreadable => "unreadable",
        ProblemReason.Silent => "silent",
        ProblemReason.Clipped => "clipped",
        ProblemReason.Duplicate => "duplicate",
        ProblemReason.Unparsable => "unparsable",
        ProblemReason.Empty => "empty",
        ProblemReason.NarrowBand => "narrow-band",
        ProblemReason.NoSpeech => "no-speech",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
    };
}
