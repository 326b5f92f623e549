namespace Undertone.Recognition.Corpora;

/// <summary>How far a piece of work over files has come.</summary>
/// <param name="FilesDone">The files that are done.</param>
/// <param name="FilesTotal">All files.</param>
public readonly record struct CorpusProgress(int FilesDone, int FilesTotal);
