using System.Globalization;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tables;

/// <summary>Tables of clips as files that NumPy, pandas and R read.</summary>
public static class ClipTableFile
{
    /// <summary>Writes comma-separated values: what a clip is, then its numbers, each with the digits that tell it apart.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="table">The table.</param>
    public static void WriteCsv(TextWriter writer, ClipTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var csv = new CsvWriter(writer, [.. table.Identities, .. table.Columns]);
        for (var i = 0; i < table.Values.Count; i++)
            csv.Write([.. table.Names[i], .. table.Values[i].Select(v => v.ToString("R", CultureInfo.InvariantCulture))]);
    }

    /// <summary>Writes the numbers alone as NumPy's .npy, [rows, columns] in 32-bit floats.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="table">The table.</param>
    public static void WriteNpy(Stream stream, ClipTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArrayArchive.Write(stream, table.Values, table.Columns.Count);
    }

    /// <summary>
    /// Writes NumPy's .npz: <c>features</c> [rows, columns], <c>columns</c> with their names, and an array of texts for each of the
    /// table's identities (<c>file</c>, <c>emotion</c>, ...).
    /// </summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="table">The table.</param>
    public static void WriteNpz(Stream stream, ClipTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var archive = new ArrayArchive(stream);
        archive.Add("features", table.Values, table.Columns.Count);
        archive.Add("columns", table.Columns);
        for (var c = 0; c < table.Identities.Count; c++)
        {
            var column = c;
            archive.Add(table.Identities[c], [.. table.Names.Select(n => n[column])]);
        }
    }
}
