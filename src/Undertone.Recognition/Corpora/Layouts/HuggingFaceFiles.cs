using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>
/// Where the tables of a data set of Hugging Face lie: in its folder or in <c>data</c>, or in folders there that are named for a part of
/// the data.
/// </summary>
internal static partial class HuggingFaceFiles
{
    /// <summary>The column that names files in a table of metadata.</summary>
    public const string FileName = "file_name";

    private static readonly string[] MetadataNames = ["metadata.csv", "metadata.jsonl", "metadata.parquet"];

    // A folder that may not be read is named by whoever walks over all of them.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>Whether there is any.</summary>
    public static bool AreIn(string folder) => Folders(folder).Any(f => MetadataIn(f).Any() || ShardsIn(f).Any());

    /// <summary>The tables that name audio files.</summary>
    public static IEnumerable<string> Metadata(string folder) => Folders(folder).SelectMany(MetadataIn);

    /// <summary>The Parquet files that are named as data sets are.</summary>
    public static IEnumerable<string> Shards(string folder) => Folders(folder).SelectMany(ShardsIn);

    /// <summary>The part of the data that a shard belongs to: <c>train</c> of <c>train-00000-of-00003.parquet</c>.</summary>
    public static string? PartOfShard(string file)
    {
        var match = Shard().Match(Path.GetFileName(file));
        var word = match.Groups[1].Success ? match.Groups[1].Value : Path.GetFileNameWithoutExtension(file);
        return PartitionWords.PartOf(word) ?? PartitionWords.PartOf(Path.GetFileName(Path.GetDirectoryName(file)!))
            ?? (match.Groups[1].Success ? PartitionOf(word) : null);
    }

    /// <summary>The partition that a value of a column names: a part of the data, or a word of its own; null where it is empty.</summary>
    public static string? PartitionOf(string word) => PartitionWords.PartOf(word) ?? PartitionWords.Normalise(word);

    private static IEnumerable<string> MetadataIn(string place) =>
        MetadataNames.Select(name => Path.Combine(place, name)).Where(f => File.Exists(f) && NamesFiles(f));

    private static IEnumerable<string> ShardsIn(string place) => Directory.GetFiles(place, "*.parquet", Readable)
        .Where(f => Shard().IsMatch(Path.GetFileName(f)) || PartitionWords.PartOf(Path.GetFileNameWithoutExtension(f)) is not null)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Folders(string folder)
    {
        foreach (var place in new[] { folder, Path.Combine(folder, "data") }.Where(Directory.Exists))
        {
            yield return place;
            foreach (var part in Directory.GetDirectories(place, "*", Readable).Order(StringComparer.Ordinal))
            {
                if (PartitionWords.PartOf(Path.GetFileName(part)) is not null) yield return part;
            }
        }
    }

    // Tables of other tools have the same name.
    private static bool NamesFiles(string file)
    {
        if (file.EndsWith(".parquet", StringComparison.Ordinal)) return true;
        using var reader = new StreamReader(file);
        var line = new char[4096];
        return new string(line, 0, reader.ReadBlock(line)).Split('\n')[0].Contains(FileName, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^(?:(.+)-[0-9]{5}-of-[0-9]{5}(?:-[0-9a-f]+)?|[0-9]{4})\.parquet$", RegexOptions.CultureInvariant)]
    private static partial Regex Shard();
}
