using Undertone.Recognition.Files;

namespace Undertone.Fleet.Queues;

/// <summary>Paths with every link on their way followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path of what a path names, without links, <c>.</c> and <c>..</c>; null where it names nothing.</summary>
    /// <param name="path">A path from the root.</param>
    public static string? Of(string path)
    {
        var (at, links) = (Path.GetPathRoot(path)!, 0);
        var rest = new Stack<string>();
        Push(rest, path[at.Length..]);
        while (rest.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                if (FileKinds.Of(next) == FileKind.Missing) return null;
                at = next;
                continue;
            }

            if (++links > MostLinks) return null;
            if (Path.IsPathFullyQualified(target)) (at, target) = (Path.GetPathRoot(target)!, target[Path.GetPathRoot(target)!.Length..]);
            Push(rest, target);
        }

        return at;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var part in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) rest.Push(part);
    }
}
