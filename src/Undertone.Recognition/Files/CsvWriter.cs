using nietras.SeparatedValues;

namespace Undertone.Recognition.Files;

/// <summary>
/// Writes tables as CSV: comma-separated, with quotation marks where a field needs them, each row as soon as it is given.
/// </summary>
public sealed class CsvWriter : IDisposable
{
    private readonly SepWriter _writer;
    private readonly int _columns;

    /// <summary>Writes the columns' names.</summary>
    /// <param name="writer">Where to; lines end as it ends them, and it stays open.</param>
    /// <param name="columns">The names.</param>
    /// <param name="goesOn">Whether the table has them already and only rows are added. Default false.</param>
    public CsvWriter(TextWriter writer, IReadOnlyCollection<string> columns, bool goesOn = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns.Count;
        _writer = new Sep(',').Writer(o => o with { WriteHeader = false, Escape = true }).To(writer, leaveOpen: true);
        if (!goesOn) Write(columns);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="fields">As many fields as there are columns.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    public void Write(IReadOnlyCollection<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count != _columns) throw new ArgumentException($"{fields.Count} fields do not fill {_columns} columns.");
        using var row = _writer.NewRow();
        var column = 0;
        foreach (var field in fields) row[column++].Set(field);
    }

    /// <summary>Ends the table; the writer stays open.</summary>
    public void Dispose() => _writer.Dispose();
}
