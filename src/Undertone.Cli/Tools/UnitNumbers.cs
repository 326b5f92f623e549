using System.Globalization;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tools;

/// <summary>Numbers of units as a command line names them: <c>3</c>, <c>3-7</c>, <c>1,4,6-8</c>.</summary>
internal static class UnitNumbers
{
    /// <summary>The numbers, each once and in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many units there are.</param>
    /// <exception cref="UsageException">It is no such text, or there is no such unit.</exception>
    public static IReadOnlyList<int> Parse(string text, int count) =>
        [.. text.Split(',').SelectMany(part => Range(text, part, count)).Distinct().Order()];

    private static IEnumerable<int> Range(string text, string part, int count)
    {
        var ends = part.Split('-');
        var first = Number(text, ends[0], count);
        var last = ends.Length == 1 ? first : ends.Length == 2 ? Number(text, ends[1], count) : throw Wrong(text);
        return first <= last ? Enumerable.Range(first, last - first + 1) : throw Wrong(text);
    }

    private static int Number(string text, string digits, int count)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Wrong(text);
        return number >= 1 && number <= count
            ? number
            : throw new UsageException(FormattableString.Invariant($"--unit {text}: there are the units 1 to {count}."));
    }

    private static UsageException Wrong(string text) => new($"--unit {text}: expected a number, or several such as 1,4,6-8.");
}
