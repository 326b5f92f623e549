namespace Undertone.Recognition.Corpora.Readers;

/// <summary>Reads a corpus whose labels stand in tables beside its audio, and not in the files' names.</summary>
internal abstract class TableReader : CorpusReader
{
    /// <summary>Whether this very folder holds the corpus's tables; then all that lies below it is the corpus's.</summary>
    public abstract bool IsIn(string folder);

    /// <summary>Reads the tables.</summary>
    /// <param name="folder">A folder that <see cref="IsIn"/> knows.</param>
    /// <param name="files">Takes what stands in them.</param>
    /// <exception cref="Files.TableException">A table is not as its corpus publishes it.</exception>
    public abstract void Read(string folder, TableFiles files);

    /// <summary>Names alone tell nothing.</summary>
    public sealed override NameReading? Read(CorpusFile file, CorpusReadOptions options) => null;
}
