namespace Undertone.Recognition.Corpora.Readers;

/// <summary>What lies below one data folder: its audio files, its manifests and the folders that cannot be opened.</summary>
/// <remarks>
/// Hidden files and folders, AppleDouble files (<c>._name</c>) and <c>__MACOSX</c> are passed over. Links to folders are followed, once each. A
/// sub-folder that holds a manifest is the manifest's: its files are not listed. The order is ordinal by path, the same on every file system.
/// </remarks>
internal sealed class CorpusFolder
{
    private const int LargestDepth = 64;

    private static readonly HashSet<string> AudioSuffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".aif", ".aiff", ".aifc", ".wma", ".amr", ".au", ".caf", ".webm", ".mka",
    };

    private static readonly HashSet<string> VideoSuffixes = new(StringComparer.OrdinalIgnoreCase) { ".mp4", ".m4v", ".mov", ".mkv", ".avi", ".flv" };

    private static readonly string[] ManifestNames = ["manifest.csv", "manifest.jsonl"];

    private readonly HashSet<string> _linkTargets = new(StringComparer.Ordinal);
    private readonly bool _includeVideo;

    private CorpusFolder(bool includeVideo) => _includeVideo = includeVideo;

    /// <summary>The audio files that no manifest speaks for.</summary>
    public List<CorpusFile> AudioFiles { get; } = [];

    /// <summary>The manifests, at most one a folder.</summary>
    public List<string> Manifests { get; } = [];

    /// <summary>Folders that could not be opened.</summary>
    public List<CorpusProblem> Problems { get; } = [];

    /// <summary>Walks the folder.</summary>
    public static CorpusFolder Walk(string root, bool includeVideo)
    {
        var found = new CorpusFolder(includeVideo);
        found.Walk(new DirectoryInfo(root), "", 0);
        found.AudioFiles.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        found.Manifests.Sort(string.CompareOrdinal);
        return found;
    }

    private static string? ManifestIn(string folder) =>
        ManifestNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private void Walk(DirectoryInfo folder, string relative, int depth)
    {
        if (depth > LargestDepth) return;
        if (ManifestIn(folder.FullName) is { } manifest)
        {
            Manifests.Add(manifest);
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problems.Add(new CorpusProblem(folder.FullName, ProblemReason.Unreadable, "The folder cannot be opened: " + e.Message));
            return;
        }

        foreach (var entry in entries)
        {
            if (entry.Name.StartsWith('.') || entry.Name == "__MACOSX") continue;
            if (entry is DirectoryInfo child)
            {
                if (child.LinkTarget is null || IsNewTarget(child)) Walk(child, relative + child.Name + "/", depth + 1);
            }
            else if (AudioSuffixes.Contains(entry.Extension) || (_includeVideo && VideoSuffixes.Contains(entry.Extension)))
            {
                AudioFiles.Add(new CorpusFile(entry.FullName, relative + entry.Name));
            }
        }
    }

    // A link back to a folder above it would be walked for ever; two links to one folder would list its files twice.
    private bool IsNewTarget(DirectoryInfo link)
    {
        var target = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        return target is not null && !(link.FullName + "/").StartsWith(target.TrimEnd('/', '\\') + "/", StringComparison.Ordinal) && _linkTargets.Add(target);
    }
}
