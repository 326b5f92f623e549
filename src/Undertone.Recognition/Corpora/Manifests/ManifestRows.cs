namespace Undertone.Recognition.Corpora.Manifests;

/// <summary>What a manifest's text holds.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Dimensions">The columns of numbers on continuous scales.</param>
/// <param name="OtherColumns">Columns that mean nothing here, each once.</param>
/// <param name="BlankLines">The lines of rows without content.</param>
/// <param name="EncodingNote">What a person should know of how the text was read, or null.</param>
internal sealed record ManifestRows(
    IReadOnlyList<ManifestRow> Rows, IReadOnlyList<string> Dimensions, IReadOnlyList<string> OtherColumns, IReadOnlyList<int> BlankLines,
    string? EncodingNote)
{
    /// <summary>Tells columns of numbers from others.</summary>
    /// <param name="rows">The rows in order.</param>
    /// <param name="others">Columns whose names mean nothing here, each once.</param>
    /// <param name="blankLines">The lines of rows without content.</param>
    /// <param name="encodingNote">What a person should know of how the text was read, or null.</param>
    public static ManifestRows Of(
        IReadOnlyList<ManifestRow> rows, IReadOnlyList<string> others, IReadOnlyList<int> blankLines, string? encodingNote)
    {
        var numbers = others.Where(c => c.Length > 0 && IsOfNumbers(rows, c)).ToArray();
        var known = ManifestColumns.Dimensions.Where(d => rows.Any(r => r.Values.ContainsKey(d)));
        return new ManifestRows(
            rows, [.. known, .. numbers], [.. others.Except(numbers).Select(c => c.Length == 0 ? "(without a name)" : c)], blankLines,
            encodingNote);
    }

    private static bool IsOfNumbers(IReadOnlyList<ManifestRow> rows, string column)
    {
        var values = rows.Select(r => r[column]).Where(v => v.Length > 0).ToArray();
        return values.Length > 0 && values.All(v => RowMeaning.IsNumber(v, out _));
    }
}

