using Undertone.Words;

namespace Undertone.Recognition.Files;

/// <summary>
/// Finds files whose names are written in another form than on disk, and says what a wrong name was probably meant to be.
/// </summary>
internal sealed class PathLookup
{
    private readonly Dictionary<string, string[]> _names = new(StringComparer.Ordinal);

    /// <summary>
    /// The path under which a file or folder lies: the given one, or the one that differs from it in the form of accented letters only.
    /// </summary>
    public string? Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.Exists(full)) return full;
        if (System.Text.Ascii.IsValid(full)) return null;
        var current = Path.GetPathRoot(full)!;
        foreach (var name in full[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(current, name);
            if (!Path.Exists(next))
            {
                var key = NameForm.Key(name);
                if (Array.Find(NamesIn(current), n => NameForm.Key(n) == key) is not { } found) return null;
                next = Path.Combine(current, found);
            }

            current = next;
        }

        return current;
    }

    /// <summary>The name in the path's folder that is most like the path's own, or null.</summary>
    public string? Nearest(string path) =>
        Path.GetDirectoryName(path) is { } folder ? NearestWord.To(Path.GetFileName(path), NamesIn(folder)) : null;

    private string[] NamesIn(string folder)
    {
        if (_names.TryGetValue(folder, out var names)) return names;
        try
        {
            names = Array.ConvertAll(new DirectoryInfo(folder).GetFileSystemInfos(), e => e.Name);
            Array.Sort(names, string.CompareOrdinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            names = [];
        }

        _names.Add(folder, names);
        return names;
    }
}
