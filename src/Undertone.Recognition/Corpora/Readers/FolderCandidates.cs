namespace Undertone.Recognition.Corpora.Readers;

/// <summary>Finds out which corpora lie below one folder: each file is offered to every reader, the rest to the folder-per-emotion reader.</summary>
internal static class FolderCandidates
{
    /// <summary>Reads the names below <paramref name="folder"/>.</summary>
    public static CandidateList Read(string folder, CorpusReadOptions options)
    {
        var found = new CandidateList();
        var content = CorpusFolder.Walk(folder, options.IncludeVideo);
        found.Problems.AddRange(content.Problems);
        foreach (var manifest in content.Manifests) found.Add(ManifestReader.Read(manifest, folder));

        var (rest, claimed) = (new List<CorpusFile>(), new HashSet<string>(StringComparer.Ordinal));
        var leftOut = new SortedDictionary<(string Corpus, string What), int>();
        var folderOnly = options.Corpus is not null && CorpusReader.Canonical(options.Corpus) == FolderPerEmotionReader.Name;
        foreach (var file in content.AudioFiles)
        {
            var (reader, reading) = folderOnly ? default : Offer(file, options);
            if (reader is null || reading is null)
            {
                rest.Add(file);
                continue;
            }

            for (var i = 0; i <= file.Folders.Length; i++) claimed.Add(string.Join('/', file.Folders[..i]));
            if (reading.LeftOutAs is { } what)
                leftOut[(reader.Name, what)] = leftOut.GetValueOrDefault((reader.Name, what)) + 1;
            else
                found.Candidates.Add(new Candidate(Describe(file, reader, reading), reader.Name));
        }

        foreach (var ((corpus, what), count) in leftOut)
            found.Warnings.Add($"{corpus}: {count} {(count == 1 ? "file" : "files")} left out ({what}).");
        AddFoldersOfEmotions(found, folder, rest, claimed);
        return found;
    }

    private static (CorpusReader? Reader, NameReading? Reading) Offer(CorpusFile file, CorpusReadOptions options)
    {
        foreach (var reader in CorpusReader.All)
        {
            if (reader.Read(file, options) is { } reading) return (reader, reading);
        }

        return default;
    }

    private static Utterance Describe(CorpusFile file, CorpusReader reader, NameReading reading) => new()
    {
        Path = file.Path,
        RelativePath = file.RelativePath,
        Emotion = reading.Emotion,
        Speaker = reading.Speaker,
        Corpus = reader.Name,
        Language = reader.Language,
        Sex = reading.Sex,
        Intensity = reading.Intensity,
    };

    private static void AddFoldersOfEmotions(CandidateList found, string folder, List<CorpusFile> rest, HashSet<string> claimed)
    {
        var corpus = new DirectoryInfo(folder).Name.ToLowerInvariant();
        var labelled = new HashSet<CorpusFile>();
        foreach (var (file, emotion, speaker) in FolderPerEmotionReader.Read(rest, claimed))
        {
            labelled.Add(file);
            var utterance = new Utterance { Path = file.Path, RelativePath = file.RelativePath, Emotion = emotion, Speaker = speaker, Corpus = corpus };
            found.Candidates.Add(new Candidate(utterance, FolderPerEmotionReader.Name));
        }

        foreach (var file in rest.Where(f => !labelled.Contains(f)))
        {
            found.Problems.Add(new CorpusProblem(file.Path, ProblemReason.Unparsable,
                "Neither the name nor a folder tells the emotion: rename the file, or list it in a manifest (path,emotion,speaker)."));
        }
    }
}
