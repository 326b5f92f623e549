namespace Undertone.Recognition.Corpora;

/// <summary>One file of a corpus that is left out of training, or that a person should know about.</summary>
/// <param name="File">The file's full path.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Detail">The particulars in a sentence: the file it repeats, the decoder's words, the share of clipped samples.</param>
public sealed record CorpusProblem(string File, ProblemReason Reason, string Detail);
