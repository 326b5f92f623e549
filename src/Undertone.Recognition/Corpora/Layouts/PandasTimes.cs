using System.Globalization;
using System.Text.RegularExpressions;

namespace Undertone.Recognition.Corpora.Layouts;

/// <summary>Times as pandas writes time differences: <c>0 days 00:00:01.500000</c>, or nanoseconds in Parquet.</summary>
internal static partial class PandasTimes
{
    private const double NanosecondsInSecond = 1e9;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text; empty and <c>NaT</c> for none.</param>
    /// <param name="nanoseconds">Whether a plain number is nanoseconds and not seconds.</param>
    /// <param name="seconds">The time in seconds; null for none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, bool nanoseconds, out double? seconds)
    {
        seconds = null;
        if (text is "" or "NaT") return true;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            seconds = nanoseconds ? number / NanosecondsInSecond : number;
            return true;
        }

        var match = Difference().Match(text);
        if (!match.Success) return false;
        var time = Part(match, 2) * 3600 + Part(match, 3) * 60 + Part(match, 4);
        seconds = Part(match, 1) * 86400 + time;
        return true;
    }

    private static double Part(Match match, int group) =>
        match.Groups[group] is { Success: true } part ? double.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:([0-9]{1,6}) days?)?(?:(?:^| )\+?([0-9]{1,6}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,9})?))?$")]
    private static partial Regex Difference();
}
