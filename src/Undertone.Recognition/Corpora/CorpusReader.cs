namespace Undertone.Recognition.Corpora;

/// <summary>
/// Knows one corpus by its files' names, wherever its folders were moved to and whatever they are called. One of one's own is made known by
/// <see cref="Readers.CorpusReaders.Register"/>.
/// </summary>
public abstract class CorpusReader
{
    /// <summary>Begins a reader.</summary>
    protected CorpusReader()
    {
    }

    /// <summary>The corpus's name, in lower-case letters and digits.</summary>
    public abstract string Name { get; }

    /// <summary>The language spoken, as an ISO 639-1 code.</summary>
    public abstract string Language { get; }

    /// <summary>The terms under which its publisher gives it away.</summary>
    public abstract CorpusTerms Terms { get; }

    /// <summary>What the file's name says, or null where it is not one of this corpus; from any thread.</summary>
    /// <param name="file">The file; it need not be opened.</param>
    /// <param name="options">What is wanted of the corpus.</param>
    public abstract NameReading? Read(CorpusFile file, CorpusReadOptions options);

    /// <summary>The name of a corpus as people spell it ("CREMA-D"), in the form of <see cref="Name"/>.</summary>
    internal static string Canonical(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
