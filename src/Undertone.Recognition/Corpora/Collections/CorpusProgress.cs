namespace Undertone.Recognition.Corpora.Collections;

/// <summary>How far reading has come.</summary>
/// <param name="FilesDone">The files that have been read.</param>
/// <param name="FilesTotal">The files to read.</param>
public readonly record struct CorpusProgress(int FilesDone, int FilesTotal);
