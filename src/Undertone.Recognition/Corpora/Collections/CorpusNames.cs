using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Readers;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>The first half of reading: what all the data folders hold by their names, in order, each file once.</summary>
internal static class CorpusNames
{
    private const string GivenByProgram = "program";

    public static CandidateList Read(string[] folders, Utterance[] utterances, CorpusReadOptions options)
    {
        if (folders.Length == 0 && utterances.Length == 0) throw new ArgumentException("No data is given.");
        var found = new CandidateList();
        foreach (var folder in folders) found.Add(ReadOne(folder, options));
        RequireWhole(utterances);
        found.Candidates.AddRange(utterances.Select(u => new Candidate(u, GivenByProgram)));
        if (options.Corpus is not null) Keep(found, options.Corpus, folders);
        var ordered = found.Candidates.OrderBy(c => c.Utterance.Corpus, StringComparer.Ordinal)
            .ThenBy(c => c.Utterance.RelativePath, StringComparer.Ordinal).ThenBy(c => c.Utterance.Path, StringComparer.Ordinal)
            .ThenBy(c => c.Utterance.StartSeconds ?? 0).ThenBy(c => c.Utterance.EndSeconds ?? double.PositiveInfinity)
            // Data folders may overlap (a root, and a corpus in it).
            .DistinctBy(c => c.Utterance.Key).ToList();
        found.Candidates.Clear();
        found.Candidates.AddRange(ordered);
        return found;
    }

    /// <summary>Refuses utterances of a program that cannot be told apart or say too little.</summary>
    private static void RequireWhole(Utterance[] utterances)
    {
        foreach (var u in utterances)
        {
            foreach (var (what, text) in new[] { ("emotion", u.Emotion), ("speaker", u.Speaker), ("corpus", u.Corpus) })
            {
                if (string.IsNullOrWhiteSpace(text))
                    throw new CorpusException(u.Path, $"the utterance's {what} is blank: give each utterance one.");
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        if (utterances.FirstOrDefault(u => u.Clip is not null && !names.Add(u.Path)) is { } twice)
            throw new CorpusException(twice.Path, "two utterances in memory have this name: give each another one.");
    }

    private static CandidateList ReadOne(string folder, CorpusReadOptions options)
    {
        if (string.IsNullOrWhiteSpace(folder)) throw new ArgumentException("A data folder's name is blank.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(full))
        {
            return ManifestReader.IsManifest(full)
                ? ManifestReader.Read(full)
                : throw new CorpusException(full, "this is a file: name the folder that holds the corpus, or a manifest (.csv, .jsonl).");
        }

        if (!Directory.Exists(full)) throw new CorpusException(full, "there is no such folder or manifest.");
        return FolderCandidates.Read(full, options);
    }

    /// <summary>Keeps the corpora that a comma-separated list names; each must be there.</summary>
    private static void Keep(CandidateList found, string corpora, string[] folders)
    {
        var names = corpora.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .DistinctBy(CorpusReader.Canonical).ToDictionary(CorpusReader.Canonical, n => n, StringComparer.Ordinal);
        if (names.ContainsKey(FolderPerEmotionReader.Name)) return;
        var there = found.Candidates.Select(c => c.Utterance.Corpus).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToList();
        foreach (var missing in names.Keys.Except(there.Select(CorpusReader.Canonical)))
        {
            var what = there.Count == 0 ? "no corpus was recognised there" : $"found there: {string.Join(", ", there)}";
            throw new CorpusException(string.Join(", ", folders), $"the corpus '{names[missing]}' is not there; {what}.");
        }

        found.Candidates.RemoveAll(c => !names.ContainsKey(CorpusReader.Canonical(c.Utterance.Corpus)));
        var roots = found.Candidates.GroupBy(c => c.Utterance.Corpus).Select(g => FolderPaths.Common(g.Select(c => c.Utterance.Path)))
            .ToList();
        found.Problems.RemoveAll(p => p.Reason == ProblemReason.Unparsable && !roots.Any(root => FolderPaths.Holds(root, p.File)));
    }
}
