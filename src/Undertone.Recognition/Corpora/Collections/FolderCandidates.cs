using Undertone.Recognition.Corpora.Layouts;
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
        var (found, voteTables) = (new CandidateList(), new List<string>());
        var leftOut = new SortedDictionary<(string Corpus, string What), int>();
        var folderOnly = options.Corpus is not null && CorpusReader.Canonical(options.Corpus) == FolderPerEmotionReader.Name;
        var files = Walk(folder, options, folderOnly, found, leftOut, voteTables);

        var (rest, claimed) = (new List<CorpusFile>(), new HashSet<string>(StringComparer.Ordinal));
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

        CremaDVotes.Add(found, voteTables);
        foreach (var ((corpus, what), count) in leftOut)
            found.Warnings.Add($"{corpus}: {count} {(count == 1 ? "file" : "files")} left out ({what}).");
        AddFoldersOfEmotions(found, folder, rest, claimed);
        return found;
    }

    // A sub-folder that holds a manifest, the tables of a corpus or a layout's is theirs: its files are not looked at.
    private static List<CorpusFile> Walk(
        string folder, CorpusReadOptions options, bool folderOnly, CandidateList found,
        SortedDictionary<(string Corpus, string What), int> leftOut, List<string> voteTables)
    {
        var (manifests, tables) = (new List<string>(), new List<(string Folder, TableReader Reader)>());
        var layouts = new List<(string Folder, DataLayout Layout)>();
        var walk = FolderWalk.Of(folder, new FolderWalkOptions
        {
            Wanted = options.IncludeVideo ? AudioEndings.IsAudioOrVideo : AudioEndings.IsAudio,
            Enter = (path, _) =>
            {
                if (ManifestReader.In(path) is { } manifest)
                {
                    manifests.Add(manifest);
                    return false;
                }

                if (!folderOnly && CorpusReaders.TableReaderOf(path) is { } reader)
                {
                    tables.Add((path, reader));
                    return false;
                }

                if (!folderOnly && DataLayouts.Of(path) is { } layout)
                {
                    layouts.Add((path, layout));
                    return false;
                }

                var votes = Path.Combine(path, CremaDVotes.FileName);
                if (File.Exists(votes)) voteTables.Add(votes);
                return true;
            },
        });
        found.Problems.AddRange(walk.Problems.Select(p =>
            new CorpusProblem(p.Path, ProblemReason.Unreadable, char.ToUpperInvariant(p.Fault[0]) + p.Fault[1..])));
        if (walk.PassedOver.Text() is { } passedOver) found.Notes.Add($"{folder}: {passedOver}.");
        foreach (var manifest in manifests.Order(StringComparer.Ordinal)) found.Add(ManifestReader.Read(manifest, folder));
        try
        {
            foreach (var (place, reader) in tables.OrderBy(t => t.Folder, StringComparer.Ordinal))
                reader.Read(place, new TableFiles(reader, folder, found, leftOut));
            foreach (var (place, layout) in layouts.OrderBy(t => t.Folder, StringComparer.Ordinal))
                found.Add(DataLayouts.Read(layout, place, folder, options));
        }
        catch (TableException e)
        {
            throw new CorpusException(e.FilePath, e.Fault, e.Line);
        }

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
        Language = reading.Language ?? reader.Language,
        Sex = reading.Sex,
        Intensity = reading.Intensity,
        Partition = reading.Partition,
        Terms = reader.Terms,
    };

    private static void AddFoldersOfEmotions(CandidateList found, string folder, List<CorpusFile> rest, HashSet<string> claimed)
    {
        var corpus = new DirectoryInfo(folder).Name.ToLowerInvariant();
        var labelled = new HashSet<CorpusFile>();
        var readings = FolderPerEmotionReader.Read(rest, claimed);
        // One part alone divides nothing.
        var divided = readings.Select(r => PartOf(r.File)).Distinct().Skip(1).Any();
        foreach (var (file, emotion, speaker) in readings)
        {
            labelled.Add(file);
            found.Candidates.Add(new Candidate(new Utterance
            {
                Path = file.Path,
                RelativePath = file.RelativePath,
                Emotion = emotion,
                Speaker = speaker,
                Corpus = corpus,
                Partition = divided ? PartOf(file) : null,
            }, FolderPerEmotionReader.Name));
        }

        foreach (var file in rest.Where(f => !labelled.Contains(f)))
        {
            found.Problems.Add(new CorpusProblem(file.Path, ProblemReason.Unparsable,
                "Neither the name nor a folder tells the emotion: rename the file, or list it in a manifest (path,emotion,speaker)."));
        }
    }

    private static string? PartOf(CorpusFile file) => file.Folders.Select(PartitionWords.PartOf).FirstOrDefault(p => p is not null);
}
