using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>What the ending of an output's name asks for. It is looked at before any work.</summary>
internal static class OutputEnding
{
    /// <summary>The name that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        [".parquet"] = "Parquet is not written here: its library does not build into one native file without warnings. "
            + "Write .csv or .npz, and let pandas or DuckDB make Parquet of it",
    };

    /// <summary>The ending of a file's name, one of those that the command knows; the first where it has none or is <c>-</c>.</summary>
    /// <param name="path">The file, as it was named.</param>
    /// <param name="known">The endings that the command writes, with their points, in small letters.</param>
    /// <exception cref="UsageException">The name has another ending.</exception>
    public static string Of(string path, params ReadOnlySpan<string> known)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending.Length == 0) return known[0];
        if (known.Contains(ending)) return ending;
        var fault = Refused.GetValueOrDefault(ending, $"the ending {ending} is not known here");
        throw new UsageException($"{path}: {fault}; this writes {string.Join(", ", known.ToArray())}.");
    }
}
