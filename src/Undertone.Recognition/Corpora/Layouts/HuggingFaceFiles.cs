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

    /// <summary>The tables that name audio files.</summary>
    public static IEnumerable<string> Metadata(string folder) =>
        Folders(folder).SelectMany(f => MetadataNames.Select(name => Path.Combine(f, name))).Where(f => File.Exists(f) && NamesFiles(f));

    /// <summary>The Parquet files that are named as data sets are.</summary>
    public static IEnumerable<string> Shards(string folder) => Folders(folder)
        .SelectMany(f => Directory.GetFiles(f, "*.parquet", Readable).Order(StringComparer.Ordinal))
        .Where(f => Shard().IsMatch(Path.GetFileName(f)) || PartOf(Path.GetFileNameWithoutExtension(f)) is not null);

    /// <summary>The part of the data that a shard belongs to: <c>train</c> of <c>train-00000-of-00003.parquet</c>.</summary>
    public static string? PartOfShard(string file)
    {
        var match = Shard().Match(Path.GetFileName(file));
        var word = match.Groups[1].Success ? match.Groups[1].Value : Path.GetFileNameWithoutExtension(file);
        return PartOf(word) ?? PartOf(Path.GetFileName(Path.GetDirectoryName(file)!))
            ?? (match.Groups[1].Success ? PartitionOf(word) : null);
    }

    /// <summary>The part of the data that a word names; null where it names none.</summary>
    public static string? PartOf(string word) => PartitionWords.Normalise(word) switch
    {
        "eval" or "evaluation" => PartitionWords.Test,
        PartitionWords.Train or PartitionWords.Validation or PartitionWords.Test => PartitionWords.Normalise(word),
        _ => null,
    };

    /// <summary>The partition that a value of a column names: a part of the data, or a word of its own; null where it is empty.</summary>
    public static string? PartitionOf(string word) => PartOf(word) ?? PartitionWords.Normalise(word);

    private static IEnumerable<string> Folders(string folder)
    {
        foreach (var place in new[] { folder, Path.Combine(folder, "data") }.Where(Directory.Exists))
        {
            yield return place;
            foreach (var part in Directory.GetDirectories(place, "*", Readable).Order(StringComparer.Ordinal))
            {
                if (PartOf(Path.GetFileName(part)) is not null) yield return part;
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
