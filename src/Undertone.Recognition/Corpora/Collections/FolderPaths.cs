namespace Undertone.Recognition.Corpora.Collections;

/// <summary>Which folder holds which file.</summary>
internal static class FolderPaths
{
    /// <summary>The deepest folder that holds all the files; empty where there is none.</summary>
    public static string Common(IEnumerable<string> files)
    {
        string? common = null;
        foreach (var file in files)
        {
            common ??= Path.GetDirectoryName(file)!;
            while (common is not null && !Holds(common, file)) common = Path.GetDirectoryName(common);
            if (common is null) return "";
        }

        return common ?? "";
    }

    /// <summary>Whether the file lies in the folder, at any depth.</summary>
    public static bool Holds(string folder, string file) =>
        file.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
