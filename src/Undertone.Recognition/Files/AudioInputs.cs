namespace Undertone.Recognition.Files;

/// <summary>The audio files that a word on a command line stands for: a file, a folder, or a pattern.</summary>
/// <param name="Files">The files, in ordinal order. A plain word is given back as it is, and so is <c>-</c> for standard input.</param>
/// <param name="Problems">What gives no audio, and why.</param>
/// <param name="PassedOver">
/// Files that are no audio by the ending of their names, counted, such as "3 files passed over: .txt 2, .pdf 1"; null where there are none.
/// </param>
public sealed record AudioInputs(IReadOnlyList<string> Files, IReadOnlyList<PathProblem> Problems, string? PassedOver)
{
    /// <summary>
    /// Finds the files. A pattern has <c>*</c> (any text), <c>?</c> (one letter), <c>[a-c]</c> and <c>[!a-c]</c> in any part, and <c>**</c>
    /// for any number of folders; case and the form of accented letters do not matter. A path with such characters that exists is itself.
    /// </summary>
    /// <param name="word">A path or pattern, or <c>-</c>.</param>
    /// <param name="recursive">Whether folders, and the last part of a pattern, are looked for in sub-folders too.</param>
    public static AudioInputs Expand(string word, bool recursive)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word == "-") return One(word);
        var kind = FileKinds.Of(word);
        if (kind == FileKind.Folder) return InFolder(word, recursive);
        if (kind != FileKind.Missing)
            return FileKinds.IsOpenDescriptor(word) || kind.Fault() is not { } fault ? One(word) : Bad(word, "unreadable", fault);
        if (NamePattern.HasWildcard(word)) return Matching(word, PathPattern.Parse(word, recursive));
        if (word.Length == 0 || word.Contains('\0', StringComparison.Ordinal)) return Bad(word, "not-found", "this is no name of a file.");
        var other = new PathLookup().Find(word);
        return other is null ? One(word) : Directory.Exists(other) ? InFolder(other, recursive) : One(other);
    }

    private static AudioInputs One(string file) => new([file], [], null);

    private static AudioInputs Bad(string path, string code, string fault) => new([], [new PathProblem(path, code, fault)], null);

    private static AudioInputs InFolder(string folder, bool recursive)
    {
        var walk = FolderWalk.Of(folder, new FolderWalkOptions
        {
            Wanted = AudioEndings.IsAudioOrVideo,
            Enter = (_, relative) => recursive || relative.Length == 0,
        });
        var hint = recursive ? "" : "; --recursive looks into sub-folders";
        return Of(folder, walk, walk.Files.ConvertAll(f => f.Path), $"no audio file is in there{hint}.");
    }

    private static AudioInputs Matching(string word, PathPattern pattern)
    {
        var folder = pattern.Folder.Length == 0 ? "." : pattern.Folder;
        if (!Directory.Exists(folder)) return Bad(word, "not-found", $"there is no folder '{folder}'.");
        var walk = FolderWalk.Of(folder, new FolderWalkOptions
        {
            Wanted = path => pattern.Matches(path) && (!pattern.TakesAnyEnding || AudioEndings.IsAudioOrVideo(path)),
            Counted = pattern.Matches,
            Enter = (_, relative) => pattern.MayMatchBelow(relative),
        });
        return Of(word, walk, walk.Files.ConvertAll(f => pattern.Folder.Length == 0 ? f.RelativePath : f.Path), "no audio file matches.");
    }

    private static AudioInputs Of(string word, FolderWalk walk, List<string> files, string none)
    {
        var passedOver = walk.PassedOver.Text();
        if (files.Count > 0 || walk.Problems.Count > 0) return new AudioInputs(files, walk.Problems, passedOver);
        return new AudioInputs([], [new PathProblem(word, "no-audio", none)], passedOver);
    }
}
