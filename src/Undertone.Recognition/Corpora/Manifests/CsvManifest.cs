using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>The rows of a manifest in CSV.</summary>
internal static class CsvManifest
{
    private static readonly string[] WithoutEmotion = [.. ManifestColumns.Required.Except([ManifestColumns.Emotion])];

    /// <summary>Reads the rows.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    public static ManifestRows Read(string manifest)
    {
        var table = CsvTable.Read(manifest, ManifestColumns.Known, WithoutEmotion, ManifestColumns.Example);
        var twice = table.Columns.Where(ManifestColumns.IsVotes).GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new TableException(manifest, null, $"the column '{twice.Key}' stands there twice: take one out.");
        // A name that stands there twice names neither column.
        var named = Enumerable.Range(0, table.Columns.Length).GroupBy(i => table.Columns[i], StringComparer.Ordinal)
            .Where(g => !g.Skip(1).Any()).Select(g => g.First()).ToArray();
        var rows = table.Rows.ConvertAll(row => new ManifestRow(row.Line,
            named.ToDictionary(i => table.Columns[i], i => row.Fields[i], StringComparer.Ordinal)));
        var found = ManifestRows.Of(
            rows, [.. table.Columns.Distinct().Where(c => !ManifestColumns.Means(c))], table.BlankLines, table.EncodingNote);
        if (found.Dimensions.Count == 0 && table.IndexOf(ManifestColumns.Emotion) < 0)
            CsvTable.Read(manifest, ManifestColumns.Known, ManifestColumns.Required, ManifestColumns.Example);
        return found;
    }
}
