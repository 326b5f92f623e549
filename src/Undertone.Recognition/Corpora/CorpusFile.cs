namespace Undertone.Recognition.Corpora;

/// <summary>An audio file as it lies below a data folder.</summary>
/// <param name="Path">The full path.</param>
/// <param name="RelativePath">The path below the data folder, <c>/</c>-separated.</param>
public sealed record CorpusFile(string Path, string RelativePath)
{
    /// <summary>The file's name without its suffix.</summary>
    public string Stem { get; } = System.IO.Path.GetFileNameWithoutExtension(RelativePath);

    /// <summary>The folders between the data folder and the file, outermost first.</summary>
    public string[] Folders { get; } = RelativePath.Split('/')[..^1];

    /// <summary>The folder that holds the file; empty for a file right in the data folder.</summary>
    public string Folder => Folders.Length == 0 ? "" : Folders[^1];
}
