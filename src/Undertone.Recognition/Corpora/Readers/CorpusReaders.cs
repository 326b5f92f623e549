using System.Collections.Immutable;

namespace Undertone.Recognition.Corpora.Readers;

/// <summary>The readers of the corpora that name their files in their own way.</summary>
public static class CorpusReaders
{
    private static ImmutableList<CorpusReader> _all =
    [
        new RavdessReader(), new TessReader(), new CremaDReader(), new SaveeReader(), new EmoDbReader(), new EmovoReader(),
        new NemoReader(), new EsdReader(), new SubescoReader(), new ShemoReader(), new MesdReader(), new CafeReader(), new AesddReader(),
        new MeldReader(), new IemocapReader(), new MspPodcastReader(),
    ];

    /// <summary>
    /// One reader for each corpus: those of the library, of which no file name satisfies two, then those that were registered. The first
    /// that knows a file reads it.
    /// </summary>
    public static IReadOnlyList<CorpusReader> All => _all;

    /// <summary>The reader of the corpus whose tables this very folder holds, or null.</summary>
    internal static TableReader? TableReaderOf(string folder) => _all.OfType<TableReader>().FirstOrDefault(r => r.IsIn(folder));

    /// <summary>Makes another corpus known to everything that reads data in this process.</summary>
    /// <param name="reader">Its reader.</param>
    /// <exception cref="ArgumentException">Its name is taken, or no word of lower-case letters and digits.</exception>
    public static void Register(CorpusReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var name = reader.Name;
        if (string.IsNullOrEmpty(name) || CorpusReader.Canonical(name) != name)
            throw new ArgumentException($"'{name}' cannot name a corpus: use lower-case letters and digits.");
        var taken = name is FolderPerEmotionReader.Name or Utterance.OwnCorpus;
        if (taken || !ImmutableInterlocked.Update(ref _all, all => all.Exists(r => r.Name == name) ? all : all.Add(reader)))
            throw new ArgumentException($"There is a reader of '{name}' already: give this one another name.");
    }
}
