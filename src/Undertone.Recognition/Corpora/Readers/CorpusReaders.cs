namespace Undertone.Recognition.Corpora.Readers;

/// <summary>The readers of the corpora that name their files in their own way.</summary>
internal static class CorpusReaders
{
    /// <summary>One reader for each corpus. No file name satisfies two of them.</summary>
    public static IReadOnlyList<CorpusReader> All { get; } =
    [
        new RavdessReader(), new TessReader(), new CremaDReader(), new SaveeReader(), new EmoDbReader(), new EmovoReader(),
        new NemoReader(),
    ];
}
