using System.Globalization;
using nietras.SeparatedValues;

namespace Undertone.Recognition.Files;

/// <summary>
/// A table in a CSV file, read strictly: every row has as many fields as the first line names columns, quotation marks are closed where
/// they belong, and every fault is told with its line. Rows without any content, as spreadsheets leave them, are passed over and
/// counted.
/// </summary>
internal sealed class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly string _file;

    private CsvTable(string file, string[] columns, string? note) => (_file, Columns, EncodingNote) = (file, columns, note);

    /// <summary>The columns' names in lower case; empty for a column without a name.</summary>
    public string[] Columns { get; }

    /// <summary>The rows with content.</summary>
    public List<CsvRow> Rows { get; } = [];

    /// <summary>The lines of rows without content.</summary>
    public List<int> BlankLines { get; } = [];

    /// <summary>What a person should know of how the text was read, or null.</summary>
    public string? EncodingNote { get; }

    /// <summary>
    /// Reads a table. The separator (comma, semicolon or tab) is the one by which the first line gives the most columns that are known, or
    /// the one that a line before it names, as Excel understands it: <c>sep=;</c>.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="known">The names of columns that mean something.</param>
    /// <param name="required">Those that must be there.</param>
    /// <param name="example">How the first line may look, for messages.</param>
    /// <param name="alias">Another name that a column may have, and the column; null for none.</param>
    /// <exception cref="TableException">The file is no such table.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static CsvTable Read(
        string file, IReadOnlyCollection<string> known, IReadOnlyCollection<string> required, string example,
        (string Alias, string Column)? alias = null)
    {
        var (text, note) = EncodedText.Read(file);
        var declared = DeclaredSeparator(text);
        var separator = declared ?? SeparatorOf(text, known);
        var isHeaderNext = declared is null;
        CsvTable? table = null;
        foreach (var row in Parse(file, text, separator))
        {
            if (table is not null) table.Add(row, separator);
            else if (!Array.Exists(row.Fields, f => f.Length > 0)) continue;
            else if (isHeaderNext) table = new CsvTable(file, Header(file, row, known, required, example, alias), note);
            else isHeaderNext = true;
        }

        return table ?? throw new TableException(file, null, $"the file is empty: its first line names the columns {example}.");
    }

    /// <summary>The columns that are none of these, for messages.</summary>
    public List<string> OtherColumns(IEnumerable<string> known) =>
        Columns.Except(known).Select(c => c.Length == 0 ? "(without a name)" : c).ToList();

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string column) => Array.IndexOf(Columns, column);

    private static char? DeclaredSeparator(string text)
    {
        var line = FirstLine(text).Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && Separators.Contains(line[4])
            ? line[4]
            : null;
    }

    private static string FirstLine(string text)
    {
        var content = text.AsSpan().TrimStart();
        var end = content.IndexOfAny('\r', '\n');
        return (end < 0 ? content : content[..end]).ToString();
    }

    private static char SeparatorOf(string text, IReadOnlyCollection<string> known)
    {
        var header = FirstLine(text);
        return Separators.MaxBy(s => header.Split(s).Count(name => known.Contains(Name(name.Trim().Trim('"')))));
    }

    private static string Name(string field) => field.Trim().ToLowerInvariant();

    private static IEnumerable<CsvRow> Parse(string file, string text, char separator)
    {
        var line = 1;
        using var reader = new Sep(separator).Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = false })
            .FromText(text);
        while (MoveNext(reader, file, line))
        {
            var row = reader.Current;
            var fields = new string[row.ColCount];
            var fieldLine = line;
            for (var i = 0; i < fields.Length; i++)
            {
                var raw = row[i].Span;
                fields[i] = CsvField.Read(raw, out var fault);
                if (fault is not null) throw new TableException(file, fieldLine, fault);
                fieldLine += EncodedText.LineAt(raw) - 1;
            }

            yield return new CsvRow(line, fields);
            line = fieldLine + 1;
        }
    }

    private static bool MoveNext(SepReader reader, string file, int line)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException)
        {
            throw new TableException(file, line,
                "the line is longer than any line of a table is; is a quotation mark opened and never closed?");
        }
    }

    private static string[] Header(string file, CsvRow row, IReadOnlyCollection<string> known, IReadOnlyCollection<string> required,
        string example, (string Alias, string Column)? alias)
    {
        var columns = Array.ConvertAll(row.Fields, Name);
        if (alias is { } other && !columns.Contains(other.Column))
            columns = Array.ConvertAll(columns, c => c == other.Alias ? other.Column : c);
        var missing = required.Except(columns).ToList();
        if (missing.Count > 0)
        {
            throw new TableException(file, row.Line,
                $"the columns {string.Join(", ", missing)} are missing: the first line names the columns, {example}, "
                + "separated by commas, semicolons or tabs.");
        }

        var twice = columns.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 && known.Contains(g.Key));
        return twice is null ? columns
            : throw new TableException(file, row.Line, $"the column '{twice.Key}' stands there twice: take one out.");
    }

    private void Add(CsvRow row, char separator)
    {
        if (Array.TrueForAll(row.Fields, f => f.Length == 0))
        {
            BlankLines.Add(row.Line);
            return;
        }

        if (row.Fields.Length != Columns.Length)
        {
            var (have, want) = (row.Fields.Length, Columns.Length);
            var remedy = have < want ? "leave a value empty, but not out."
                : $"put a value that holds a {Word(separator)} into quotation marks.";
            throw new TableException(_file, row.Line,
                string.Create(CultureInfo.InvariantCulture, $"the line has {have} of {want} columns: {remedy}"));
        }

        Rows.Add(row);
    }

    private static string Word(char separator) => separator switch { ',' => "comma", ';' => "semicolon", _ => "tab" };
}
