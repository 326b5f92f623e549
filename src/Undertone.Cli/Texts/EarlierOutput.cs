using Undertone.Cli.Terminals;

namespace Undertone.Cli.Texts;

/// <summary>What an earlier run of <c>predict</c> with <c>--jsonl</c> or <c>--csv</c> wrote, up to where it is whole.</summary>
/// <param name="Answers">One for each file, in the order of the file.</param>
/// <param name="WholeBytes">Where what is whole ends; what follows is cut off before the work goes on.</param>
internal sealed record EarlierOutput(IReadOnlyList<EarlierAnswer> Answers, long WholeBytes)
{
    /// <summary>The columns of a CSV; null for JSON Lines, and where they are not whole.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether what is cut off is more than half a line: the last of the answers, which is then made anew.</summary>
    public bool IsLastCut { get; init; }

    /// <summary>The answers that stay.</summary>
    public IEnumerable<EarlierAnswer> Kept => IsLastCut ? Answers.SkipLast(1) : Answers;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as it was named.</param>
    /// <param name="columns">The columns of the CSV that this run writes; null where it writes JSON Lines.</param>
    /// <exception cref="BadInputException">It is not such a file.</exception>
    public static EarlierOutput Read(string path, IReadOnlyList<string>? columns)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return columns is null ? EarlierJsonLines.Read(path, file) : EarlierCsv.Read(path, file, columns);
    }

    /// <summary>Whether a file holds CSV, told by how it begins; null for an empty one.</summary>
    public static bool? IsCsv(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return file.ReadByte() is >= 0 and var first ? first != '{' : null;
    }

    /// <summary>Refuses to cut off what no run can have begun to write.</summary>
    /// <param name="path">The file, as it was named.</param>
    /// <param name="file">The file.</param>
    /// <param name="beginning">How every such file begins.</param>
    public static void RequireBegun(string path, Stream file, ReadOnlySpan<byte> beginning)
    {
        var bytes = new byte[beginning.Length];
        file.Position = 0;
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (!beginning.StartsWith(bytes.AsSpan(0, read))) throw Foreign(path);
    }

    /// <summary>The error for a file of another kind.</summary>
    public static BadInputException Foreign(string path) =>
        new($"{path}: this file was not written by predict with --jsonl or --csv. Name another one.");
}
