using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How each emotion fares.</summary>
internal static class ClassSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        page.OpenSection(
            "classes", "Each emotion",
            "Precision: how often the answer is right. Recall: how often the emotion is found. ROC AUC: how well its probability " +
            "separates it from the rest. The mark on a bar is chance.");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "classes"));
        Table(page, e);
        page.Close().Close();
    }

    /// <summary>The table alone.</summary>
    public static void Table(MarkupWriter page, EvaluationResult e)
    {
        page.Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Emotion", ("scope", "col"), ("class", "text"));
        foreach (var head in (ReadOnlySpan<string>)["Precision", "Recall", "F1", "ROC AUC", "Utterances"])
            page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        for (var i = 0; i < e.Labels.Count; i++)
        {
            var c = e.Report.PerClass[i];
            page.Open("tr").Element("th", c.Label, ("scope", "row"));
            (double, double?)[] scores = [(c.Precision, null), (c.Recall, e.Chance), (c.F1, null), (e.RocAuc[i], 0.5)];
            foreach (var (score, chance) in scores)
                page.Element("td", ScoreText.Of(score), ("class", "bar"), ("style", ScoreText.Bar(score, chance)));
            page.Element("td", c.Support.ToString(CultureInfo.InvariantCulture)).Close();
        }

        page.Close().Close();
    }
}
