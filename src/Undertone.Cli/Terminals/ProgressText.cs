using System.Globalization;

namespace Undertone.Cli.Terminals;

/// <summary>Progress in words.</summary>
internal static class ProgressText
{
    /// <summary>What stands between figures.</summary>
    public const string Between = "  ";

    private const int LongestBar = 28, ShortestBar = 6;

    /// <summary>
    /// One line of at most <paramref name="width"/> letters: the bar is shortened first, then left out, then the last
    /// figures, then the end.
    /// </summary>
    public static string Line(ProgressState state, TimeSpan? left, int width)
    {
        var count = FormattableString.Invariant($"{state.Done}/{state.Total}");
        var time = left is { } span ? Duration(span) + " left" : "";
        var all = state.Figures.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        for (var figures = all.Length; figures >= 0; figures--)
        {
            var rest = string.Join(Between, new[] { count }.Concat(all.Take(figures)).Append(time).Where(w => w.Length > 0));
            var bar = Math.Min(LongestBar, width - state.Stage.Length - rest.Length - " [] ".Length);
            if (bar >= ShortestBar) return $"{state.Stage} [{Bar(state.Share, bar)}] {rest}";
            if (state.Stage.Length + 1 + rest.Length <= width) return $"{state.Stage} {rest}";
        }

        var least = $"{state.Stage} {count}";
        return least.Length <= width ? least : least[..Math.Max(0, width)];
    }

    /// <summary>A sentence for logs.</summary>
    public static string Plain(ProgressState state, TimeSpan? left)
    {
        string[] words =
        [
            FormattableString.Invariant($"{state.Stage}: {state.Done} of {state.Total}"),
            .. state.Figures.Length > 0 ? [state.Figures.Replace(Between, ", ", StringComparison.Ordinal)] : Array.Empty<string>(),
            .. left is { } span ? [$"about {Duration(span)} left"] : Array.Empty<string>(),
        ];
        return string.Join(", ", words);
    }

    private static string Bar(double share, int width)
    {
        var filled = (int)(share * width);
        return new string('#', filled) + new string('.', width - filled);
    }

    private static string Duration(TimeSpan exact)
    {
        var span = TimeSpan.FromSeconds(Math.Round(exact.TotalSeconds));
        if (span.TotalDays >= 1) return string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h");
        return span.ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
