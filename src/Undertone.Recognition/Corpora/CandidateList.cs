namespace Undertone.Recognition.Corpora;

/// <summary>What one data folder or manifest holds by its names.</summary>
internal sealed class CandidateList
{
    /// <summary>The utterances, in no particular order.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <summary>Files that are no utterance, with the reason.</summary>
    public List<CorpusProblem> Problems { get; } = [];

    /// <summary>What a person should know of the data as a whole.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What was passed over.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Adds all of another list.</summary>
    public void Add(CandidateList other)
    {
        Candidates.AddRange(other.Candidates);
        Problems.AddRange(other.Problems);
        Warnings.AddRange(other.Warnings);
        Notes.AddRange(other.Notes);
    }
}
