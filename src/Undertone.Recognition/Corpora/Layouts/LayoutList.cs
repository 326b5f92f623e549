using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>Gathers what a layout tells of utterances, with what is missing, repeated or left out.</summary>
/// <param name="reader">The layout's name.</param>
/// <param name="corpus">The corpus's name.</param>
/// <param name="folder">The folder that is laid out so.</param>
/// <param name="root">The data folder that relative paths are told from.</param>
internal sealed class LayoutList(string reader, string corpus, string folder, string root)
{
    private const double LongestSeconds = 1e7;

    private readonly CandidateList _found = new();
    private readonly Dictionary<(string Path, string Span), (string Place, Utterance Utterance)> _known = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>
    /// The full path of a file that a table names. It may be a link that leads elsewhere, as caches have them; its name may not.
    /// </summary>
    /// <exception cref="TableException">The path is none below the folder.</exception>
    public string Resolve(string table, int? line, string path)
    {
        var plain = path.Replace('\\', '/');
        if (plain.Length == 0 || plain.Contains('\0', StringComparison.Ordinal) || plain.StartsWith('/') || Path.IsPathRooted(path)
            || plain.Contains(':', StringComparison.Ordinal) || plain.Split('/').Contains(".."))
        {
            throw new TableException(table, line,
                $"'{path}' is no path below the folder of the data: write it from there, without '..' and without a drive.");
        }

        var full = Path.GetFullPath(path, folder);
        return Path.Exists(full) ? full : Path.GetFullPath(plain, folder);
    }

    /// <summary>An utterance that is a file below the folder.</summary>
    public Utterance Of(string path, string emotion, string speaker) => new()
    {
        Path = path,
        RelativePath = Relative(path),
        Emotion = emotion == Utterance.NoEmotion ? emotion : Emotions.EmotionWords.Normalise(emotion),
        Speaker = speaker.Length == 0 ? Utterance.UnknownSpeaker : speaker,
        Corpus = corpus,
    };

    /// <summary>The path below the data folder of something in this folder.</summary>
    public string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>An utterance that is a part of a file.</summary>
    /// <exception cref="TableException">There is no such part.</exception>
    public static Utterance Part(Utterance utterance, double? start, double? end, string table, int? line)
    {
        if (start is not null || end is not null)
        {
            var from = start ?? 0;
            if (!(from is >= 0 and <= LongestSeconds) || (end is not null && !(end > from && end <= LongestSeconds)))
            {
                throw new TableException(table, line, FormattableString.Invariant(
                    $"the part from {from:R} to {end:R} s is none of a file: mend start and end."));
            }
        }

        return start is null or 0 && end is null ? utterance : utterance with { StartSeconds = start ?? 0, EndSeconds = end };
    }

    /// <summary>Adds an utterance; where its file is not there, that is a problem of this file.</summary>
    /// <param name="utterance">The utterance.</param>
    /// <param name="place">Where a table tells of it ("Line 3 of db.files.csv").</param>
    public void Add(Utterance utterance, string place)
    {
        if (!_known.TryAdd(utterance.Key, (place, utterance)))
        {
            var (firstPlace, first) = _known[utterance.Key];
            if (utterance.Emotion != first.Emotion || utterance.Speaker != first.Speaker)
            {
                _found.Problems.Add(new CorpusProblem(utterance.Path, ProblemReason.Duplicate,
                    $"{place} says {utterance.Emotion} by {utterance.Speaker}, {firstPlace} {first.Emotion} by {first.Speaker}, "
                    + "which counts."));
            }
        }
        else if (File.Exists(utterance.Path)) _found.Candidates.Add(new Candidate(utterance, reader, place));
        else _found.Problems.Add(new CorpusProblem(utterance.Path, ProblemReason.Unreadable, $"There is no such file ({place})."));
    }

    /// <summary>Lists a file whose emotion cannot be told.</summary>
    public void Miss(string path, string detail) => _found.Problems.Add(new CorpusProblem(path, ProblemReason.Unparsable, detail));

    /// <summary>Counts a row that is not wanted.</summary>
    /// <param name="what">Why, as the warning says it: "no emotion".</param>
    public void LeaveOut(string what) => _leftOut[what] = _leftOut.GetValueOrDefault(what) + 1;

    /// <summary>Ends the list.</summary>
    public CandidateList Finish()
    {
        foreach (var (what, count) in _leftOut)
            _found.Warnings.Add(FormattableString.Invariant($"{corpus}: {count} {(count == 1 ? "row" : "rows")} left out ({what})."));
        var named = _known.Values.Select(k => k.Utterance.Path).Concat(_found.Problems.Select(p => p.File))
            .ToHashSet(StringComparer.Ordinal);
        var unnamed = FolderWalk.Of(folder, new FolderWalkOptions()).Files.FindAll(f => !named.Contains(f.Path));
        if (unnamed.Count > 0)
        {
            var audio = unnamed.Count == 1 ? "audio file has" : "audio files have";
            _found.Notes.Add(FormattableString.Invariant(
                $"{folder}: {unnamed.Count} {audio} no label there (the first: {unnamed[0].RelativePath})."));
        }

        return _found;
    }
}
