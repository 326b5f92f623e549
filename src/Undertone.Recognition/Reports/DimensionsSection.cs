using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Numbers on dimensions such as arousal: the scores, each fold's, and every answer against the truth.</summary>
internal static class DimensionsSection
{
    private const double Width = 400, Height = 400;
    private const int MostPoints = 2000;

    private static readonly string[] Columns = ["Dimension", "Utterances", "CCC", "95 %", "Pearson", "MSE", "MAE"];

    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        if (e.Dimensions.Count == 0) return;
        page.OpenSection(
            "dimensions", "Dimensions",
            "CCC, Lin's concordance correlation coefficient, is 1 where every answer is right and 0 where answers tell nothing; unlike "
            + "Pearson's correlation it falls where their mean or spread is wrong. Errors are in the scale of the data.");
        Table(page, e.Dimensions);
        page.Open("div", ("class", "two"));
        foreach (var d in e.Dimensions) Scatter(page, d);
        page.Close().Close();
    }

    private static void Table(MarkupWriter page, IReadOnlyList<DimensionScores> dimensions)
    {
        page.Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table").Open("thead").Open("tr");
        foreach (var head in Columns) page.Element("th", head, ("scope", "col"), ("class", head == Columns[0] ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var d in dimensions)
        {
            Row(page, d.Name, d.All, ScoreText.Range(d.ConcordanceInterval));
            if (d.PerFold.Count < 2) continue;
            foreach (var fold in d.PerFold) Row(page, FormattableString.Invariant($"fold {fold.Fold}"), fold, "");
        }

        page.Close().Close().Close();
    }

    /// <summary>One row of scores, with the interval of the concordance.</summary>
    public static void Row(MarkupWriter page, string name, DimensionScore score, string range)
    {
        page.Open("tr").Element("th", name, ("scope", "row"));
        page.Element("td", score.Utterances.ToString(CultureInfo.InvariantCulture));
        page.Element("td", ScoreText.Of(score.Concordance)).Element("td", range);
        page.Element("td", ScoreText.Of(score.Pearson));
        page.Element("td", ScoreText.Of(score.MeanSquaredError)).Element("td", ScoreText.Of(score.MeanAbsoluteError)).Close();
    }

    /// <summary>One scale for both axes; of very many answers every n-th is drawn.</summary>
    private static void Scatter(MarkupWriter page, DimensionScores d)
    {
        var step = (d.Truth.Length + MostPoints - 1) / MostPoints;
        var (low, high) = (Math.Min(d.Truth.Min(), d.Answers.Min()), Math.Max(d.Truth.Max(), d.Answers.Max()));
        var room = high > low ? (high - low) * 0.04 : 0.5;
        (low, high) = (low - room, high + room);
        page.Open("div").Element("h3", d.Name).OpenFigure("dimension-" + d.Name);
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")), ("role", "img"),
            ("aria-label", $"Answers against the truth on {d.Name}, with the line where both are the same."));
        var panel = new Panel(
            page, new Frame(54, 12, Width - 66, Height - 62), Axis.Linear("truth", low, high, 5), Axis.Linear("answer", low, high, 5));
        panel.DrawGrid();
        panel.DrawLine([(float)low, (float)high], i => i == 0 ? low : high, "ideal");
        for (var i = 0; i < d.Truth.Length; i += step)
        {
            var text = FormattableString.Invariant(
                $"{d.Tested[i].Utterance.RelativePath}: {d.Truth[i]:0.00}, answer {d.Answers[i]:0.00}");
            panel.DrawPoint(d.Truth[i], d.Answers[i], 0, 3, "point l0", text);
        }

        panel.DrawAxes(40);
        page.Close().Close();
        if (step > 1) page.Element("p", $"One of {step} answers is drawn.", ("class", "hint"));
        page.Close();
    }
}
