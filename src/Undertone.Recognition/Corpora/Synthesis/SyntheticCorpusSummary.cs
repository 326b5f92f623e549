namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>What <see cref="SyntheticCorpus.Write"/> wrote.</summary>
/// <param name="Folder">The folder's full path.</param>
/// <param name="Utterances">The number of files.</param>
/// <param name="Speakers">The number of speakers.</param>
/// <param name="DurationSeconds">The files' duration together.</param>
public sealed record SyntheticCorpusSummary(string Folder, int Utterances, int Speakers, double DurationSeconds);
