namespace Undertone.Recognition.Files;

/// <summary>
/// A pattern for paths: <see cref="NamePattern"/>s between separators, and <c>**</c> for any number of folders, none included.
/// </summary>
internal sealed class PathPattern
{
    private const string AnyFolders = "**";

    private readonly string[] _names;
    private readonly NamePattern[] _patterns;

    private PathPattern(string folder, string[] names)
    {
        (Folder, _names, _patterns) = (folder, names, Array.ConvertAll(names, n => new NamePattern(n)));
        var ending = Path.GetExtension(names[^1]);
        TakesAnyEnding = ending.Length < 2 || NamePattern.HasWildcard(ending);
    }

    /// <summary>The folder that matches lie below; empty for the current one.</summary>
    public string Folder { get; }

    /// <summary>Whether the pattern leaves the ending of the name open.</summary>
    public bool TakesAnyEnding { get; }

    /// <summary>Reads a pattern. What exists under a name with wildcard characters is that name.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="recursive">Whether the last name may also lie any number of folders deeper.</param>
    public static PathPattern Parse(string text, bool recursive)
    {
        var separators = OperatingSystem.IsWindows() ? new[] { '/', '\\' } : ['/'];
        var folder = Path.GetPathRoot(text) ?? "";
        var names = text[folder.Length..].Split(separators, StringSplitOptions.RemoveEmptyEntries).ToList();
        while (names.Count > 1 && (!NamePattern.HasWildcard(names[0]) || Directory.Exists(Path.Combine(folder, names[0]))))
        {
            folder = Path.Combine(folder, names[0]);
            names.RemoveAt(0);
        }

        if (names[^1] == AnyFolders) names.Add("*");
        if (recursive) names.Insert(names.Count - 1, AnyFolders);
        return new PathPattern(folder, [.. names]);
    }

    /// <summary>Whether a file, by its <c>/</c>-separated path below <see cref="Folder"/>, is meant.</summary>
    public bool Matches(string path) => Reached(path.Split('/'))[_names.Length];

    /// <summary>Whether anything below a folder can be meant; "" is <see cref="Folder"/> itself.</summary>
    public bool MayMatchBelow(string folder) => folder.Length == 0 || Reached(folder.Split('/')).AsSpan(0, _names.Length).Contains(true);

    // Which beginnings of the pattern the names can stand for: [n] is true where its first n names can.
    private bool[] Reached(string[] path)
    {
        var reached = new bool[_names.Length + 1];
        reached[0] = true;
        PassAnyFolders(reached);
        foreach (var name in path)
        {
            var next = new bool[reached.Length];
            for (var i = 0; i < _names.Length; i++)
            {
                if (!reached[i]) continue;
                if (_names[i] == AnyFolders) next[i] = true;
                else if (_patterns[i].Matches(name)) next[i + 1] = true;
            }

            reached = next;
            PassAnyFolders(reached);
        }

        return reached;
    }

    private void PassAnyFolders(bool[] reached)
    {
        for (var i = 0; i < _names.Length; i++) reached[i + 1] |= reached[i] && _names[i] == AnyFolders;
    }
}
