namespace Undertone.Recognition.Files;

/// <summary>Where a path really lies, all its links followed.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path without links; null where links go in a circle.</summary>
    /// <param name="path">Any path; what it names need not be there.</param>
    public static string? Of(string path)
    {
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full)!;
        var pending = new Stack<string>();
        Push(pending, full[current.Length..]);
        for (var links = 0; pending.TryPop(out var name);)
        {
            if (name == ".") continue;
            var next = name == ".." ? Path.GetDirectoryName(current) ?? current : Path.Combine(current, name);
            var target = name == ".." ? null : new FileInfo(next).LinkTarget;
            if (target is null)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks) return null;
            var root = Path.GetPathRoot(target) ?? "";
            if (Path.IsPathFullyQualified(target)) current = root;
            Push(pending, target[root.Length..]);
        }

        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = names.Length - 1; i >= 0; i--) pending.Push(names[i]);
    }
}
