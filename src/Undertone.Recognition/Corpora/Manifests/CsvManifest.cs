using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>The rows of a manifest in CSV.</summary>
internal static class CsvManifest
{
    /// <summary>Reads the rows.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    public static ManifestRows Read(string manifest)
    {
        var table = CsvTable.Read(manifest, ManifestColumns.Known, ManifestColumns.Required, ManifestColumns.Example);
        var twice = table.Columns.Where(ManifestColumns.IsVotes).GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new TableException(manifest, null, $"the column '{twice.Key}' stands there twice: take one out.");
        var known = Enumerable.Range(0, table.Columns.Length).Where(i => ManifestColumns.Means(table.Columns[i])).ToArray();
        var rows = table.Rows.ConvertAll(row => new ManifestRow(row.Line,
            known.ToDictionary(i => table.Columns[i], i => row.Fields[i], StringComparer.Ordinal)));
        return new ManifestRows(rows, table.OtherColumns(table.Columns.Where(ManifestColumns.Means)), table.BlankLines, table.EncodingNote);
    }
}
