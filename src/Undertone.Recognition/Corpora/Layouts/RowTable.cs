using System.Text.Json;
using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>A table of text, whatever it was written as: CSV, JSON Lines or Parquet.</summary>
/// <param name="File">Its file.</param>
/// <param name="Columns">The columns' names in lower case.</param>
/// <param name="Rows">The rows, each with a field for every column; a value that is not there is empty.</param>
internal sealed record RowTable(string File, string[] Columns, IReadOnlyList<CsvRow> Rows)
{
    private const string Parquet = ".parquet", JsonLines = ".jsonl";

    /// <summary>Reads a table by the ending of its name.</summary>
    /// <param name="file">The file: <c>.csv</c>, <c>.jsonl</c> or <c>.parquet</c>.</param>
    /// <param name="required">The column that must be there.</param>
    /// <param name="example">How the first line may look, for messages.</param>
    /// <exception cref="TableException">The file is no such table.</exception>
    public static RowTable Read(string file, string required, string example) => Path.GetExtension(file) switch
    {
        JsonLines => OfJsonLines(file, required),
        Parquet => OfParquet(file, required),
        _ => OfCsv(file, required, example),
    };

    /// <summary>The columns of text and numbers of a Parquet file; rows are counted from 1.</summary>
    /// <exception cref="TableException">The file is damaged.</exception>
    public static RowTable Of(IParquetFile parquet, string file)
    {
        string[] names = [.. parquet.TextColumns];
        var rows = new List<CsvRow>();
        for (var group = 0; group < parquet.RowGroups; group++)
        {
            var columns = Array.ConvertAll(names, name => parquet.ReadText(group, name));
            for (var i = 0; i < parquet.RowsOf(group); i++)
            {
                rows.Add(new CsvRow(rows.Count + 1, Array.ConvertAll(columns, c => c[i] ?? "")));
            }
        }

        return new RowTable(file, Array.ConvertAll(names, n => n.ToLowerInvariant()), rows);
    }

    /// <summary>The first of the names that is a column, or -1.</summary>
    public int IndexOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Array.IndexOf(Columns, name) is >= 0 and var at) return at;
        }

        return -1;
    }

    /// <summary>Where a row stands: "Line 3 of metadata.csv".</summary>
    public string Place(CsvRow row) =>
        FormattableString.Invariant($"{(IsParquet ? "Row" : "Line")} {row.Line} of {File}");

    /// <summary>Whether it is Parquet, where times are nanoseconds.</summary>
    public bool IsParquet => Path.GetExtension(File) == Parquet;

    private static RowTable OfCsv(string file, string required, string example)
    {
        var table = CsvTable.Read(file, [required], [required], example);
        return new RowTable(file, table.Columns, table.Rows);
    }

    private static RowTable OfParquet(string file, string required)
    {
        using var parquet = ParquetFiles.Open(file);
        return Of(parquet, file).Requiring(required);
    }

    private static RowTable OfJsonLines(string file, string required)
    {
        var (text, _) = EncodedText.Read(file);
        var (columns, objects) = (new List<string>(), new List<(int Line, Dictionary<string, string> Values)>());
        using var reader = new StringReader(text);
        for (var line = 1; reader.ReadLine() is { } content; line++)
        {
            if (string.IsNullOrWhiteSpace(content)) continue;
            var values = Scalars(file, line, content);
            columns.AddRange(values.Keys.Except(columns));
            objects.Add((line, values));
        }

        var rows = objects.ConvertAll(o => new CsvRow(o.Line, [.. columns.Select(c => o.Values.GetValueOrDefault(c, ""))]));
        return new RowTable(file, [.. columns], rows).Requiring(required);
    }

    private static Dictionary<string, string> Scalars(string file, int line, string content)
    {
        try
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in JsonNode.Parse(content)!.AsObject())
            {
                if (value is JsonValue scalar) values[name.Trim().ToLowerInvariant()] = scalar.ToString().Trim();
            }

            return values;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new TableException(file, line, "the line is no JSON object with each key once: write one object a line.");
        }
    }

    private RowTable Requiring(string column) => Columns.Contains(column)
        ? this
        : throw new TableException(File, null, $"the column '{column}' is missing.");
}
