namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>An open Parquet file, read by row groups, one column at a time.</summary>
internal interface IParquetFile : IDisposable
{
    /// <summary>What the writer says of the file as a whole, by key.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The columns of text, numbers and truth values that are no lists, <c>/</c> between the names of groups.</summary>
    IReadOnlyList<string> TextColumns { get; }

    /// <summary>The columns of bytes that are no lists, such as <c>audio/bytes</c>.</summary>
    IReadOnlyList<string> ByteColumns { get; }

    /// <summary>The number of row groups.</summary>
    int RowGroups { get; }

    /// <summary>The number of rows in a row group.</summary>
    int RowsOf(int group);

    /// <summary>A column as text, [rows]; numbers as JSON writes them, and null where there is no value.</summary>
    string?[] ReadText(int group, string column);

    /// <summary>A column of bytes, [rows]; null where there is no value.</summary>
    byte[]?[] ReadBytes(int group, string column);
}
