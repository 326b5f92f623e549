using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Readers;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>The first half of reading: what all the data folders hold by their names, in order, each file once.</summary>
internal static class CorpusNames
{
    public static CandidateList Read(string[] folders, CorpusReadOptions options)
    {
        if (folders.Length == 0) throw new ArgumentException("No data folder is given.", nameof(folders));
        var found = new CandidateList();
        foreach (var folder in folders) found.Add(ReadOne(folder, options));
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
