namespace Undertone.Recognition.Corpora;

/// <summary>The words of problem reasons in JSON and tables.</summary>
public static class ProblemReasons
{
    /// <summary>
    /// The reason's word: <c>unreadable</c>, <c>silent</c>, <c>clipped</c>, <c>duplicate</c>, <c>unparsable</c> or <c>empty</c>.
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
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
    };
}
