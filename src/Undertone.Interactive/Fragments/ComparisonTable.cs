using Undertone.Learning.Metrics;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Interactive.Fragments;

/// <summary>
/// Recipes side by side: their scores with intervals over speakers, of emotions and of dimensions. No time stands in it: equal runs give
/// equal tables.
/// </summary>
internal static class ComparisonTable
{
    public static void Write(MarkupWriter html, IReadOnlyList<ComparisonRow> rows)
    {
        foreach (var protocol in rows.GroupBy(r => r.Evaluation.Protocol)) Write(html, [.. protocol]);
    }

    private static void Write(MarkupWriter html, ComparisonRow[] rows)
    {
        var first = rows[0].Evaluation;
        html.Element(
            "p",
            $"{first.Protocol.Name}: {ScoreText.Count(first.Tested.Count)} utterances of {ScoreText.Speakers(first.PerSpeaker.Count)}, "
            + (first.HasEmotion
                ? $"{first.Labels.Count} emotions, chance {ScoreText.Of(first.Chance)}. Bold: the highest UAR. p: the test against it, by "
                    + "speakers, corrected for the number of recipes."
                : "dimensions alone."),
            ("class", "hint"));
        if (first.HasEmotion) Emotions(html, rows);
        ComparedDimensions.Write(html, rows, 1);
    }

    private static void Emotions(MarkupWriter html, ComparisonRow[] rows)
    {
        ComparisonFigures.Recipes(html, rows, 1);
        var best = rows.MaxBy(r => r.Evaluation.Report.UnweightedAverageRecall);
        html.OpenTable(null, "Recipe", "UAR", "Accuracy", "Macro F1", "p", "Parameters");
        foreach (var row in rows)
        {
            var e = row.Evaluation;
            html.Open("tr", ("class", ReferenceEquals(row, best) ? "best" : null)).Element("th", row.Recipe, ("scope", "row"));
            Score(html, e.Report.UnweightedAverageRecall, e.UarInterval);
            Score(html, e.Report.Accuracy, e.AccuracyInterval);
            Score(html, e.Report.MacroF1, e.MacroF1Interval);
            html.Element("td", ScoreText.Of(row.SpeakersAgainstBestHolm ?? row.AgainstBestHolm));
            html.Element("td", ScoreText.Count(row.Cost.Parameters)).Close();
        }

        html.CloseTable();
    }

    private static void Score(MarkupWriter html, double value, ConfidenceInterval? interval) =>
        html.Open("td").Element("span", ScoreText.Of(value)).Element("span", ScoreText.Range(interval), ("class", "range")).Close();
}
