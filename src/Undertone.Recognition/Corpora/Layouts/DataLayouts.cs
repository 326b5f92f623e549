namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>All layouts.</summary>
internal static class DataLayouts
{
    private static readonly DataLayout[] All = [new AudformatLayout(), new KaldiLayout(), new HuggingFaceLayout()];

    /// <summary>The layout of this very folder, or null.</summary>
    public static DataLayout? Of(string folder) => Array.Find(All, layout => layout.IsIn(folder));

    /// <summary>Reads a folder.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="root">The data folder that relative paths are told from.</param>
    /// <param name="options">How corpora are read.</param>
    /// <exception cref="Files.TableException">A file of the layout is not as its tool writes it.</exception>
    public static CandidateList Read(DataLayout layout, string folder, string root, CorpusReadOptions options)
    {
        var list = new LayoutList(layout.Name, layout.CorpusOf(folder), folder, root);
        layout.Read(list, options);
        return list.Finish();
    }
}
