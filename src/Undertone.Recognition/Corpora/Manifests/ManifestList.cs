using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>
/// Gathers a manifest's rows as utterances, and tells of rows that repeat, contradict or name nothing, and of files that no row names.
/// </summary>
internal sealed class ManifestList(string manifest, string root, IReadOnlyList<string> dimensions)
{
    private const int MostHints = 20;

    private readonly string _folder = Path.GetDirectoryName(manifest)!;
    private readonly CandidateList _found = new();
    private readonly Dictionary<(string Path, string Span), (int Line, Utterance Utterance)> _rows = [];
    private readonly PathLookup _lookup = new();
    private readonly List<string> _missing = [];
    private readonly List<string> _contradictions = [];
    private readonly List<(string Path, string Place)> _tied = [];

    /// <summary>Adds a row.</summary>
    /// <exception cref="TableException">A value is missing or means nothing.</exception>
    public void Add(ManifestRow row)
    {
        var meaning = new RowMeaning(manifest, row, dimensions);
        var path = Resolve(meaning.Path, out var exists);
        var (start, end) = meaning.Span;
        if (meaning.Emotion is not { } emotion)
        {
            _tied.Add((path, FormattableString.Invariant($"line {row.Line}")));
            return;
        }

        var corpus = meaning.CorpusOr(new DirectoryInfo(_folder).Name.ToLowerInvariant());
        var utterance = new Utterance
        {
            Path = path,
            RelativePath = Path.GetRelativePath(root, path).Replace('\\', '/'),
            StartSeconds = start,
            EndSeconds = end,
            Emotion = emotion,
            Votes = meaning.Votes,
            Dimensions = meaning.Dimensions,
            Speaker = meaning.Speaker,
            Corpus = corpus,
            Language = meaning.Language,
            Sex = meaning.Sex,
            Partition = PartitionWords.Normalise(row[ManifestColumns.Split]),
            Terms = meaning.TermsOf(corpus),
        };
        if (!_rows.TryAdd(utterance.Key, (row.Line, utterance))) Repeat(row.Line, utterance, _rows[utterance.Key]);
        else if (exists)
            _found.Candidates.Add(new Candidate(utterance, ManifestReader.Name,
                FormattableString.Invariant($"Line {row.Line} of {manifest}")));
        else Miss(row.Line, utterance);
    }

    /// <summary>Ends the manifest.</summary>
    public CandidateList Finish(ManifestRows rows)
    {
        if (rows.BlankLines.Count > 0)
            Note(Counted(rows.BlankLines.Select(l => FormattableString.Invariant($"line {l}")).ToList(), "row without content passed over",
                "rows without content passed over"));
        if (rows.OtherColumns.Count > 0)
            Note($"passed over: the {(rows.OtherColumns.Count == 1 ? "column" : "columns")} {string.Join(", ", rows.OtherColumns)}.");
        if (rows.EncodingNote is { } encoding) Warn(encoding);
        if (rows.Rows.Count == 0) Warn("the first line names the columns, and no row follows.");
        if (_missing.Count > 0) Warn(Counted(_missing, "row names a file that is not there", "rows name files that are not there"));
        if (_tied.Count > 0)
            Warn(Counted(_tied.ConvertAll(t => t.Place), "row without an emotion left out, as its votes are tied",
                "rows without an emotion left out, as their votes are tied"));
        if (_contradictions.Count > 0)
            Warn(Counted(_contradictions, "row contradicts an earlier row of the same file, which counts",
                "rows contradict earlier rows of the same files, which count"));
        if (Overlaps().ToList() is { Count: > 0 } overlaps)
            Warn(Counted(overlaps, "part overlaps another of the same file, so that the same sound counts twice",
                "parts overlap others of the same file, so that the same sound counts twice"));
        if (Unnamed() is { Count: > 0 } unnamed)
            Warn(Counted(unnamed, "audio file is named by no row", "audio files are named by no row"));
        return _found;
    }

    private void Warn(string text) => _found.Warnings.Add($"{manifest}: {text}");

    private void Note(string text) => _found.Notes.Add($"{manifest}: {text}");

    private static string Counted(List<string> what, string one, string many) => what.Count == 1
        ? $"1 {one} ({what[0]})."
        : FormattableString.Invariant($"{what.Count} {many} (the first: {what[0]}).");

    // Manifests written on Windows name folders with \, which is a plain character elsewhere; macOS writes accented letters in another
    // form.
    private string Resolve(string path, out bool exists)
    {
        var full = Path.GetFullPath(path, _folder);
        exists = true;
        if (Path.Exists(full)) return full;
        string[] forms = path.Contains('\\', StringComparison.Ordinal)
            ? [full, Path.GetFullPath(path.Replace('\\', '/'), _folder)]
            : [full];
        if (forms.Select(_lookup.Find).FirstOrDefault(f => f is not null) is { } found) return found;
        exists = false;
        return forms[^1];
    }

    private void Repeat(int line, Utterance utterance, (int Line, Utterance Utterance) first)
    {
        var what = utterance.Span.Length == 0 ? "file" : "part " + utterance.Span;
        var detail = FormattableString.Invariant($"Line {line} of {manifest} lists the {what} of line {first.Line} again");
        if (utterance.Emotion != first.Utterance.Emotion)
            detail += $", labelled {utterance.Emotion} where line {first.Line} says {first.Utterance.Emotion}";
        if (utterance.SpeakerKey != first.Utterance.SpeakerKey)
            detail += $"; the speakers differ too ({first.Utterance.SpeakerKey} and {utterance.SpeakerKey})";
        if (utterance.Emotion != first.Utterance.Emotion || utterance.SpeakerKey != first.Utterance.SpeakerKey)
            _contradictions.Add(FormattableString.Invariant($"line {line} and line {first.Line}, {utterance.RelativePath}"));
        _found.Problems.Add(new CorpusProblem(utterance.Path, ProblemReason.Duplicate, detail + "."));
    }

    private void Miss(int line, Utterance utterance)
    {
        _missing.Add(FormattableString.Invariant($"line {line}, {utterance.RelativePath}"));
        var hint = _missing.Count <= MostHints && _lookup.Nearest(utterance.Path) is { } near ? $"; '{near}' is there" : "";
        _found.Problems.Add(new CorpusProblem(utterance.Path, ProblemReason.Unreadable,
            FormattableString.Invariant($"There is no such file{hint} (line {line} of {manifest}).")));
    }

    private IEnumerable<string> Overlaps()
    {
        foreach (var file in _rows.Values.GroupBy(r => r.Utterance.Path, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            var last = (Line: 0, End: 0.0);
            foreach (var (line, utterance) in file.OrderBy(r => r.Utterance.StartSeconds ?? 0).ThenBy(r => r.Line))
            {
                if ((utterance.StartSeconds ?? 0) < last.End)
                    yield return FormattableString.Invariant($"line {line} and line {last.Line}, {utterance.RelativePath}");
                var end = utterance.EndSeconds ?? double.PositiveInfinity;
                if (end > last.End) last = (line, end);
            }
        }
    }

    // A manifest that speaks for its folder speaks for all below it; any other for the folders that its files lie in.
    private List<string> Unnamed()
    {
        var named = _rows.Values.Select(r => r.Utterance.Path).Concat(_tied.Select(t => t.Path)).ToHashSet(StringComparer.Ordinal);
        var all = ManifestReader.In(_folder) == manifest;
        IEnumerable<string> folders = all ? [_folder] : named.Select(p => Path.GetDirectoryName(p)!).Distinct(StringComparer.Ordinal)
            .Where(Directory.Exists).Order(StringComparer.Ordinal);
        return folders.SelectMany(folder =>
            FolderWalk.Of(folder, new FolderWalkOptions { Enter = (_, relative) => all || relative.Length == 0 }).Files)
            .Where(f => !named.Contains(f.Path)).Select(f => Path.GetRelativePath(root, f.Path).Replace('\\', '/')).ToList();
    }
}
