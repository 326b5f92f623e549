namespace Undertone.Recognition.Corpora;

/// <summary>A corpus that was recognised in the data.</summary>
/// <param name="Name">The corpus's name, <see cref="Utterance.Corpus"/> of its utterances.</param>
/// <param name="Root">The full path of the deepest folder that holds all its files.</param>
/// <param name="Reader">How it was read: a corpus's own reader ("ravdess"), "manifest" or "folder" (a folder per emotion).</param>
/// <param name="Utterances">How many utterances of it the collection holds, problems left out.</param>
/// <param name="Speakers">How many speakers they have; an unknown speaker counts as none.</param>
public sealed record FoundCorpus(string Name, string Root, string Reader, int Utterances, int Speakers);
