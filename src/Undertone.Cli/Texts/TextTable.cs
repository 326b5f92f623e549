namespace Undertone.Cli.Texts;

/// <summary>Rows of cells in columns as wide as they need: the first flush left, the others flush right.</summary>
internal static class TextTable
{
    /// <summary>Writes the rows.</summary>
    /// <param name="output">Where they are written.</param>
    /// <param name="rows">The head and the rows, each with as many cells.</param>
    /// <param name="words">How many columns from the left have words, and so stand flush left.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, int words = 1)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, c) => c < words ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
