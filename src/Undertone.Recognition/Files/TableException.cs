namespace Undertone.Recognition.Files;

/// <summary>
/// A text file or table cannot be read as it is: the message says which file and line, what is wrong and what to do. What reads tables for
/// others gives it on as an exception of its own.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="line">The line at fault, from 1; null where the fault is not in one line.</param>
/// <param name="fault">What is wrong and what to do, as a sentence that begins small.</param>
internal sealed class TableException(string file, int? line, string fault)
    : IOException(line is { } number ? FormattableString.Invariant($"{file}:{number}: {fault}") : $"{file}: {fault}")
{
    public string FilePath => file;

    public int? Line => line;

    public string Fault => fault;
}
