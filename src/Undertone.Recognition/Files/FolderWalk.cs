namespace Undertone.Recognition.Files;

/// <summary>The one way into folders: which files lie below a folder, what could not be looked at and what was passed over.</summary>
/// <remarks>
/// Hidden files and folders, AppleDouble files (<c>._name</c>) and <c>__MACOSX</c> are not looked at. Every folder is visited once: first
/// those that really lie below the root, then those that links lead to; a link to a folder that was visited, or to one that holds the
/// root, is not followed. What is not a regular file is named and never opened. The order is ordinal by path, the same on every file
/// system.
/// </remarks>
internal sealed class FolderWalk
{
    private const int LargestDepth = 128;

    private readonly FolderWalkOptions _options;
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly Stack<Folder> _folders = new();
    private readonly SortedDictionary<string, Folder> _links = new(StringComparer.Ordinal);

    private FolderWalk(FolderWalkOptions options) => _options = options;

    /// <summary>The wanted files, ordered by path.</summary>
    public List<FoundFile> Files { get; } = [];

    /// <summary>
    /// Folders that could not be opened, links that lead nowhere and wanted names that are no regular file, ordered by path.
    /// </summary>
    public List<PathProblem> Problems { get; } = [];

    /// <summary>Files that were not wanted and that count.</summary>
    public PassedOver PassedOver { get; } = new();

    /// <summary>Walks a folder.</summary>
    public static FolderWalk Of(string root, FolderWalkOptions options)
    {
        var walk = new FolderWalk(options);
        var real = RealPath.Of(root) ?? Path.GetFullPath(root);
        walk._folders.Push(new Folder(root, "", real, 0));
        while (walk.Next(real) is { } folder) walk.Visit(folder);
        walk.Files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        walk.Problems.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return walk;
    }

    // The next folder that really lies there; when there is none left, the first link that leads to a new one.
    private Folder? Next(string root)
    {
        while (true)
        {
            if (_folders.TryPop(out var folder))
            {
                if (_visited.Add(folder.Real)) return folder;
                continue;
            }

            if (_links.Count == 0) return null;
            var (key, link) = _links.First();
            _links.Remove(key);
            if (!Holds(link.Real, root)) _folders.Push(link);
        }
    }

    private static bool Holds(string folder, string other) =>
        (other + "/").StartsWith(folder.TrimEnd('/', '\\') + "/", StringComparison.Ordinal);

    private void Visit(Folder folder)
    {
        if (!_options.Enter(folder.Path, folder.Relative.TrimEnd('/'))) return;
        if (folder.Depth > LargestDepth)
        {
            Problems.Add(new PathProblem(folder.Path, "unreadable",
                $"the folder lies more than {LargestDepth} folders deep and was not looked into."));
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder.Path).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            Problems.Add(new PathProblem(folder.Path, "unreadable", e is UnauthorizedAccessException
                ? "the folder cannot be opened and was passed over: you have no permission to read it."
                : "the folder cannot be opened and was passed over."));
            return;
        }

        foreach (var entry in entries)
        {
            if (entry.Name.StartsWith('.') || entry.Name == "__MACOSX") continue;
            Look(entry, folder);
        }
    }

    private void Look(FileSystemInfo entry, Folder folder)
    {
        var (path, relative) = (Path.Combine(folder.Path, entry.Name), folder.Relative + entry.Name);
        var isLink = entry.LinkTarget is not null;
        if (entry is DirectoryInfo)
        {
            if (!isLink) _folders.Push(new Folder(path, relative + "/", Path.Combine(folder.Real, entry.Name), folder.Depth + 1));
            else if (RealPath.Of(path) is { } real) _links[relative] = new Folder(path, relative + "/", real, folder.Depth + 1);
            return;
        }

        var wanted = _options.Wanted(relative);
        var counted = !wanted && _options.Counted(relative);
        if (!wanted && !counted) return;
        var kind = wanted || isLink ? FileKinds.Of(path) : FileKind.Regular;
        if (kind == FileKind.Missing)
        {
            Problems.Add(new PathProblem(path, "unreadable", isLink
                ? $"the link leads nowhere (to {entry.LinkTarget}) and was passed over."
                : "the file cannot be found under the name that its folder gives: its name is not valid text, or it has just gone."));
        }
        else if (!wanted) PassedOver.Add(entry.Name);
        else if (kind.Fault() is { } fault) Problems.Add(new PathProblem(path, "unreadable", fault));
        else Files.Add(new FoundFile(path, relative));
    }

    private sealed record Folder(string Path, string Relative, string Real, int Depth);
}
