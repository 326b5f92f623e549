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
        var known = Enumerable.Range(0, table.Columns.Length).Where(i => ManifestColumns.Known.Contains(table.Columns[i])).ToArray();
        var rows = table.Rows.ConvertAll(row => new ManifestRow(row.Line,
            known.ToDictionary(i => table.Columns[i], i => row.Fields[i], StringComparer.Ordinal)));
        return new ManifestRows(rows, table.OtherColumns(ManifestColumns.Known), table.BlankLines, table.EncodingNote);
    }
}
