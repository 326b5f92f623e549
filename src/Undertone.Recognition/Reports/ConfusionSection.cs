using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>What was taken for what: counts and shares of the row, coloured by the share.</summary>
internal static class ConfusionSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        page.OpenSection(
            "confusion", "Confusion matrix",
            "Rows are the truth, columns the answer; each cell has the count and its share of the row. The diagonal is right.");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "confusion"));
        Table(page, e);
        page.Close().Close();
    }

    /// <summary>The matrix alone.</summary>
    public static void Table(MarkupWriter page, EvaluationResult e)
    {
        page.Open("table", ("class", "confusion"));
        page.Open("thead").Open("tr").Element("th", "truth \\ answer", ("scope", "col"));
        foreach (var label in e.Labels) page.Element("th", label, ("scope", "col"));
        page.Close().Close().Open("tbody");
        for (var row = 0; row < e.Labels.Count; row++)
        {
            page.Open("tr").Element("th", e.Labels[row], ("scope", "row"));
            var support = e.Report.PerClass[row].Support;
            for (var column = 0; column < e.Labels.Count; column++)
            {
                var count = e.Report.Confusion[row][column];
                var share = support == 0 ? 0 : (double)count / support;
                page.Open(
                    "td", ("class", row == column ? "hit" : null),
                    ("style", "--s:" + share.ToString("0.000", CultureInfo.InvariantCulture)));
                page.Element("b", count.ToString(CultureInfo.InvariantCulture)).Element("small", ScoreText.WholePercent(share)).Close();
            }

            page.Close();
        }

        page.Close().Close();
    }
}
