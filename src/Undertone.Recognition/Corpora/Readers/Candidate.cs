namespace Undertone.Recognition.Corpora.Readers;

/// <summary>An utterance that the names (or a manifest) tell of, before its audio was looked at.</summary>
/// <param name="Utterance">The utterance.</param>
/// <param name="Reader">Who read it: a corpus's reader, "manifest" or "folder".</param>
internal sealed record Candidate(Utterance Utterance, string Reader);

/// <summary>What one data folder or manifest holds by its names.</summary>
internal sealed class CandidateList
{
    /// <summary>The utterances, in no particular order.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <summary>Files that are no utterance, with the reason.</summary>
    public List<CorpusProblem> Problems { get; } = [];

    /// <summary>What a person should know of the data as a whole.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Adds all of another list.</summary>
    public void Add(CandidateList other)
    {
        Candidates.AddRange(other.Candidates);
        Problems.AddRange(other.Problems);
        Warnings.AddRange(other.Warnings);
    }
}
