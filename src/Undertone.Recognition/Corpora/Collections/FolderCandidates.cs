using Undertone.Recognition.Corpora.Manifests;
using Undertone.Recognition.Corpora.Readers;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Collections;

/// <summary>
/// Finds out which corpora lie below one folder: each file is offered to every reader, the rest to the folder-per-emotion reader.
/// </summary>
internal static class FolderCandidates
{
    /// <summary>Reads the names below <paramref name="folder"/>.</summary>
    public static CandidateList Read(string folder, CorpusReadOptions options)
    {
        var found = new CandidateList();
        var files = Walk(folder, options, found);

        var (rest, claimed) = (new List<CorpusFile>(), new HashSet<string>(StringComparer.Ordinal));
        var leftOut = new SortedDictionary<(string Corpus, string What), int>();
        var folderOnly = options.Corpus is not null && CorpusReader.Canonical(options.Corpus) == FolderPerEmotionReader.Name;
        foreach (var file in files)
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

    // A sub-folder that holds a manifest is the manifest's: its files are not looked at.
    private static List<CorpusFile> Walk(string folder, CorpusReadOptions options, CandidateList found)
    {
        var manifests = new List<string>();
        var walk = FolderWalk.Of(folder, new FolderWalkOptions
        {
            Wanted = options.IncludeVideo ? AudioEndings.IsAudioOrVideo : AudioEndings.IsAudio,
            Enter = (path, _) =>
            {
                if (ManifestReader.In(path) is not { } manifest) return true;
                manifests.Add(manifest);
                return false;
            },
        });
        found.Problems.AddRange(walk.Problems.Select(p =>
            new CorpusProblem(p.Path, ProblemReason.Unreadable, char.ToUpperInvariant(p.Fault[0]) + p.Fault[1..])));
        if (walk.PassedOver.Text() is { } passedOver) found.Notes.Add($"{folder}: {passedOver}.");
        foreach (var manifest in manifests.Order(StringComparer.Ordinal)) found.Add(ManifestReader.Read(manifest, folder));
        return walk.Files.ConvertAll(f => new CorpusFile(f.Path, f.RelativePath));
    }

    private static (CorpusReader? Reader, NameReading? Reading) Offer(CorpusFile file, CorpusReadOptions options)
    {
        foreach (var reader in CorpusReaders.All)
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
        Terms = reader.Terms,
    };

    private static void AddFoldersOfEmotions(CandidateList found, string folder, List<CorpusFile> rest, HashSet<string> claimed)
    {
        var corpus = new DirectoryInfo(folder).Name.ToLowerInvariant();
        var labelled = new HashSet<CorpusFile>();
        foreach (var (file, emotion, speaker) in FolderPerEmotionReader.Read(rest, claimed))
        {
            labelled.Add(file);
            var utterance =
                new Utterance { Path = file.Path, RelativePath = file.RelativePath, Emotion = emotion, Speaker = speaker, Corpus = corpus };
            found.Candidates.Add(new Candidate(utterance, FolderPerEmotionReader.Name));
        }

        foreach (var file in rest.Where(f => !labelled.Contains(f)))
        {
            found.Problems.Add(new CorpusProblem(file.Path, ProblemReason.Unparsable,
                "Neither the name nor a folder tells the emotion: rename the file, or list it in a manifest (path,emotion,speaker)."));
        }
    }
}
