using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>How the recipes answer on each dimension that one of them has: concordance as a picture, all scores as a table.</summary>
internal static class ComparedDimensions
{
    private static readonly string[] Columns = ["Recipe", "Utterances", "CCC", "95 %", "Pearson", "MSE", "MAE"];

    public static void Write(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, int number)
    {
        var all = rows.SelectMany(r => r.Evaluation.Dimensions.Select(d => (r.Recipe, Scores: d)));
        foreach (var dimension in all.GroupBy(a => a.Scores.Name, StringComparer.Ordinal))
        {
            var (name, answers) = (dimension.Key, dimension.ToArray());
            page.Element("h3", char.ToUpperInvariant(name[0]) + name[1..]);
            ComparisonFigures.Scores(
                page, FormattableString.Invariant($"ccc-{number}-{name}"), "CCC", null,
                [.. answers.Select(a => (a.Recipe, a.Scores.All.Concordance, a.Scores.ConcordanceInterval))]);
            Table(page, name, answers);
        }
    }

    private static void Table(MarkupWriter page, string name, (string Recipe, DimensionScores Scores)[] answers)
    {
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", $"Scores on {name}"))
            .Open("table", ("class", "wide")).Open("thead").Open("tr");
        foreach (var head in Columns) page.Element("th", head, ("scope", "col"), ("class", head == Columns[0] ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var (recipe, scores) in answers)
            DimensionsSection.Row(page, recipe, scores.All, ScoreText.Range(scores.ConcordanceInterval));
        page.Close().Close().Close();
    }
}
