using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>
/// Any other data with a folder for each emotion: <c>angry/a.wav</c>, <c>angry/anna/a.wav</c> or <c>anna/angry/a.wav</c>, where the folder
/// below or above the emotion is the speaker.
/// </summary>
/// <remarks>
/// A folder is an emotion where its name is a known word ("Anger"), and so are the folders beside it whatever their names. Where no known
/// word occurs, the first folders below which the files part are the labels, if there are two or more. Folders named for a part of the
/// data (train, test) or for nothing at all (wav, audio) are neither emotion nor speaker.
/// </remarks>
internal static class FolderPerEmotionReader
{
    /// <summary>The reader's name.</summary>
    public const string Name = "folder";

    private static readonly HashSet<string> Meaningless = new(StringComparer.OrdinalIgnoreCase)
    {
        "train", "training", "test", "testing", "val", "valid", "validation", "dev", "eval", "evaluation",
        "wav", "wavs", "audio", "clips", "data", "samples", "recordings", "files",
    };

    /// <summary>Labels the files; a file without an emotion's folder is missing from the answer.</summary>
    /// <param name="files">Files that no corpus's own reader knows.</param>
    /// <param name="otherFolders">
    /// Folders (<c>/</c>-separated, below the data folder) that hold files of other corpora: never a label.
    /// </param>
    public static List<(CorpusFile File, string Emotion, string Speaker)> Read(IReadOnlyList<CorpusFile> files,
        IReadOnlySet<string> otherFolders)
    {
        var parents = files.Where(f => KnownAt(f) >= 0).Select(f => Join(f.Folders[..KnownAt(f)])).ToHashSet(StringComparer.Ordinal);
        if (parents.Count == 0 && otherFolders.Count == 0) parents = PartingFolders(files);
        var placed = new List<(CorpusFile File, int At)>();
        foreach (var file in files)
        {
            var at = KnownAt(file);
            for (var i = 0; at < 0 && i < file.Folders.Length; i++)
            {
                if (parents.Contains(Join(file.Folders[..i])) && !otherFolders.Contains(Join(file.Folders[..(i + 1)]))) at = i;
            }

            if (at >= 0) placed.Add((file, at));
        }

        var above = placed.Select(p => Above(p.File, p.At)).Distinct().Count();
        return placed.ConvertAll(p => (p.File, EmotionWords.Normalise(p.File.Folders[p.At]), Speaker(p.File, p.At, above > 1)));
    }

    private static int KnownAt(CorpusFile file) => Array.FindIndex(file.Folders, EmotionWords.IsKnown);

    private static string Join(string[] folders) => string.Join('/', folders);

    // The folder below the emotion; else the folder above it, where folders above differ.
    private static string Speaker(CorpusFile file, int at, bool aboveDiffers) =>
        Array.Find(file.Folders[(at + 1)..], f => !Meaningless.Contains(f)) ?? (aboveDiffers ? Above(file, at) : null)
            ?? Utterance.UnknownSpeaker;

    private static string? Above(CorpusFile file, int at) => Array.FindLast(file.Folders[..at], f => !Meaningless.Contains(f));

    // Where no folder has a known name: the folders that hold the first folders with different, meaningful names.
    private static HashSet<string> PartingFolders(IReadOnlyList<CorpusFile> files)
    {
        var deepest = files.Count == 0 ? 0 : files.Max(f => f.Folders.Length);
        for (var depth = 0; depth < deepest; depth++)
        {
            var names = files.Where(f => f.Folders.Length > depth).Select(f => f.Folders[depth]).Distinct(StringComparer.Ordinal).ToList();
            if (names.Count > 1 && !names.TrueForAll(Meaningless.Contains))
                return files.Where(f => f.Folders.Length > depth).Select(f => Join(f.Folders[..depth])).ToHashSet(StringComparer.Ordinal);
        }

        return [];
    }
}
