using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora;

/// <summary>How corpora are read: which are kept, and how closely their files are looked at.</summary>
public sealed record CorpusReadOptions
{
    /// <summary>
    /// The corpora to keep, by name, separated by commas ("ravdess", "emodb,crema-d"; case and punctuation do not matter); "folder" reads
    /// every folder as a folder per emotion, whatever the files are called. Null, the default, keeps all that is recognised.
    /// </summary>
    public string? Corpus { get; init; }

    /// <summary>Whether RAVDESS's songs (vocal channel 02) are read too. The default is false: they are not speech.</summary>
    public bool IncludeSongs { get; init; }

    /// <summary>
    /// Whether RAVDESS's video files with sound (modality 01) are read too. The default is false: they repeat the audio files.
    /// </summary>
    public bool IncludeVideo { get; init; }

    /// <summary>
    /// Whether files of every format are decoded to the end. The default, false, decodes WAV and AIFF only, which takes about a millisecond
    /// a file, and takes other formats as they are: damage and silence in them are not seen, and repeated audio only where the bytes are
    /// the same. Experiments check every file.
    /// </summary>
    public bool CheckEveryFile { get; init; }

    /// <summary>
    /// The largest number of files read at once; null, the default, is the number of processors. Results do not depend on it.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Where the bytes of the files that are read stay for who computes features of them next; null, the default, keeps none.
    /// </summary>
    internal AudioBytes? Audio { get; init; }

    /// <summary>
    /// Where what decoding told of compressed files is kept; null, the default, keeps nothing, and every such file is decoded.
    /// </summary>
    internal ContentCache? Cache { get; init; }

    /// <summary>Where audio that tables hold is written as files; the default lies in the user's cache folder.</summary>
    internal string Extracted { get; init; } = UserCache.Extracted(UserCache.Folder());

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="ArgumentException">The corpus is blank or the number of threads is below 1.</exception>
    public void Validate()
    {
        if (Corpus is not null && string.IsNullOrWhiteSpace(Corpus))
            throw new ArgumentException("The corpus's name is blank: name one, or leave it out.");
        if (Threads is < 1) throw new ArgumentException($"{Threads} threads cannot read: give 1 or more.");
    }
}
