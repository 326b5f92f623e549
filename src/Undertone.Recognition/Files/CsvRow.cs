namespace Undertone.Recognition.Files;

/// <summary>One row of a table.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Fields">As many fields as the table has columns, without quotation marks and without spaces at the ends.</param>
internal sealed record CsvRow(int Line, string[] Fields);
