namespace Undertone.Recognition.Corpora.Readers;

/// <summary>Gathers what the tables of a corpus tell.</summary>
/// <param name="reader">The corpus's reader.</param>
/// <param name="root">The data folder that relative paths are told from.</param>
/// <param name="found">Takes utterances and problems.</param>
/// <param name="leftOut">Takes counts of what belongs to a corpus but is not wanted.</param>
internal sealed class TableFiles(
    CorpusReader reader, string root, CandidateList found, IDictionary<(string Corpus, string What), int> leftOut)
{
    /// <summary>Adds an utterance.</summary>
    /// <param name="path">Its file; where there is none, that is a problem of this file.</param>
    /// <param name="emotion">The emotion.</param>
    /// <param name="speaker">The corpus's code of the speaker.</param>
    /// <param name="place">Where the table tells of it.</param>
    /// <param name="more">Sets what else the table says.</param>
    public void Add(string path, string emotion, string speaker, string place, Func<Utterance, Utterance> more)
    {
        if (!File.Exists(path))
        {
            found.Problems.Add(new CorpusProblem(path, ProblemReason.Unreadable, $"There is no such file ({place})."));
            return;
        }

        found.Candidates.Add(new Candidate(
            more(new Utterance
            {
                Path = path,
                RelativePath = Path.GetRelativePath(root, path).Replace('\\', '/'),
                Emotion = emotion,
                Speaker = speaker,
                Corpus = reader.Name,
                Language = reader.Language,
                Terms = reader.Terms,
            }), reader.Name, place));
    }

    /// <summary>Counts an utterance that is not wanted.</summary>
    /// <param name="what">What it is, as the warning says it: "no agreement of raters".</param>
    public void LeaveOut(string what)
    {
        leftOut.TryGetValue((reader.Name, what), out var count);
        leftOut[(reader.Name, what)] = count + 1;
    }

    /// <summary>Tells what does not end the reading.</summary>
    public void Warn(string text) => found.Warnings.Add(text);
}
