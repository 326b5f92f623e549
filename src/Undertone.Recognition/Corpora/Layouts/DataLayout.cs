namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// A form in which tools publish labelled audio of any corpus: files with agreed names beside the audio. A folder that has them is theirs,
/// with all that lies below it.
/// </summary>
internal abstract class DataLayout
{
    /// <summary>What it is called where a corpus tells how it was read.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this very folder is laid out so.</summary>
    public abstract bool IsIn(string folder);

    /// <summary>What the corpus in a folder is called: the folder's name.</summary>
    public virtual string CorpusOf(string folder) => new DirectoryInfo(folder).Name.ToLowerInvariant();

    /// <summary>Reads the labels.</summary>
    /// <param name="list">Takes what the folder holds.</param>
    /// <param name="options">How corpora are read.</param>
    /// <exception cref="Files.TableException">A file of the layout is not as its tool writes it.</exception>
    public abstract void Read(LayoutList list, CorpusReadOptions options);
}
