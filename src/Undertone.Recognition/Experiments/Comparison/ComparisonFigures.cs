using Undertone.Learning.Metrics;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>The pictures of a comparison: each recipe's score with its interval, and each speaker's score under each recipe.</summary>
internal static class ComparisonFigures
{
    private const double Width = 460, Top = 22;

    /// <summary>UAR of each recipe as a point with its interval over speakers.</summary>
    public static void Recipes(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, int number) => Scores(
        page, FormattableString.Invariant($"uar-{number}"), "UAR", rows[0].Evaluation.Chance,
        [.. rows.Select(r => (r.Recipe, r.Evaluation.Report.UnweightedAverageRecall, r.Evaluation.UarInterval))]);

    /// <summary>A score of each recipe as a point with its interval over speakers.</summary>
    public static void Scores(
        MarkupWriter page, string id, string score, double? chance, (string Recipe, double Value, ConfidenceInterval? Interval)[] rows)
    {
        var names = rows.Reverse().Select(r => r.Recipe).ToArray();
        var (left, height) = (16 + names.Max(TextWidth.Of), 26.0 * rows.Length);
        var low = rows.Any(r => Math.Min(r.Value, r.Interval?.Low ?? 0) < 0) ? -1 : 0;
        page.OpenFigure(id);
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Top + height + 42}")), ("role", "img"),
            ("aria-label", $"{score} of each recipe with its interval; the table below has the numbers."));
        var panel = new Panel(
            page, new Frame(left, Top, Width - left - 12, height), Axis.Linear($"{score}, 95 % interval over speakers", low, 1, 5),
            Axis.Names("", names, rows.Length));
        if (chance is { } line) panel.DrawRule(line, "chance", "chance");
        for (var i = 0; i < rows.Length; i++)
        {
            var (y, (recipe, value, range)) = (rows.Length - 1 - i, rows[i]);
            if (range is { } interval) panel.DrawBar(interval.Low, interval.High, y - 0.06, y + 0.06, "range");
            if (double.IsFinite(value))
                panel.DrawPoint(value, y, i, 5, $"point l{i % 9}", $"{recipe}: {ScoreText.Of(value)} ({ScoreText.Range(range)})");
        }

        panel.DrawAxes();
        page.Close().Close();
    }

    /// <summary>UAR of each speaker, with a form of its own for each recipe; the form stands beside the name in a key above.</summary>
    public static void Speakers(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, int number)
    {
        var speakers = rows[0].Evaluation.PerSpeaker.Select(s => s.Group).ToArray();
        if (speakers.Length < 2) return;
        var scores = rows.Select(r => r.Evaluation.PerSpeaker.ToDictionary(s => s.Group, s => s.Uar)).ToArray();
        speakers = [.. speakers.OrderBy(s => scores.Average(r => r[s])).ThenByDescending(s => s, StringComparer.Ordinal)];
        var (left, height, keyHeight) = (16 + speakers.Max(TextWidth.Of), 17.0 * speakers.Length, 16.0 * rows.Count);
        var top = keyHeight + Top;
        page.Element("h3", "UAR of each speaker").OpenFigure(
            FormattableString.Invariant($"speakers-{number}"), speakers.Length > 30 ? "scroll tall" : null);
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {top + height + 42}")), ("role", "img"),
            ("aria-label", "UAR of each speaker under each recipe; the report of each run has the numbers."));
        var panel = new Panel(
            page, new Frame(left, top, Width - left - 12, height), Axis.Linear("UAR", 0, 1, 5),
            Axis.Names("", speakers, speakers.Length));
        panel.DrawGrid();
        panel.DrawRule(rows[0].Evaluation.Chance, "chance", "chance");
        for (var i = 0; i < rows.Count; i++)
        {
            Marker.Draw(page, i, left + 6, 8 + (16 * i), 4, $"point l{i % 9}");
            page.Element("text", rows[i].Recipe, ("x", left + 16), ("y", 12.0 + (16 * i)));
            for (var s = 0; s < speakers.Length; s++)
            {
                var uar = scores[i][speakers[s]];
                panel.DrawPoint(uar, s, i, 4, $"point l{i % 9}", $"{speakers[s]}, {rows[i].Recipe}: {ScoreText.Of(uar)}");
            }
        }

        panel.DrawAxes();
        page.Close().Close();
    }
}
