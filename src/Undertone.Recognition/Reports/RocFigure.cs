using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>A small ROC picture for each emotion, its curve before those of the others: no colour is needed to tell them apart.</summary>
internal static class RocFigure
{
    private const int Steps = 200, CoarseSteps = 50, Hits = 10;
    private const double Side = 120, Left = 30, Top = 24;

    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        var curves = Enumerable.Range(0, e.Labels.Count).Select(e.RocCurve).ToArray();
        page.OpenFigure("roc", "small-multiples");
        page.Open(
            "div", ("class", "multiples"), ("role", "img"),
            ("aria-label", "ROC curve of each emotion against the rest. Areas: "
                + string.Join(", ", e.Labels.Select((l, i) => $"{l} {ScoreText.Of(e.RocAuc[i])}"))));
        for (var i = 0; i < curves.Length; i++)
        {
            if (curves[i].Count > 0) One(page, $"{e.Labels[i]} {ScoreText.Of(e.RocAuc[i])}", curves, i);
        }

        page.Close().Close();
    }

    private static void One(MarkupWriter page, string title, IReadOnlyList<RocPoint>[] curves, int own)
    {
        page.Open("svg", ("class", "plot small"), ("viewBox", FormattableString.Invariant($"0 0 {Left + Side + 12} {Top + Side + 24}")));
        page.Element("text", title, ("class", "heading"), ("x", Left), ("y", 15));
        var (x, y) = (Axis.Linear("", 0, 1, 2), Axis.Linear("", 0, 1, 2));
        var panel = new Panel(page, new Frame(Left, Top, Side, Side), x, y);
        panel.DrawGrid();
        for (var i = 0; i < curves.Length; i++)
        {
            if (i == own || curves[i].Count == 0) continue;
            panel.DrawLine(Heights(curves[i], CoarseSteps), k => (double)k / CoarseSteps, "line other");
        }

        panel.DrawLine([0, 1], i => i, "chance");
        panel.DrawLine(Heights(curves[own], Steps), k => (double)k / Steps, "line l0 bold");
        for (var h = 0; h < Hits; h++)
        {
            var at = (h + 0.5) / Hits;
            var rate = ChartData.TruePositiveRateAt(curves[own], at);
            panel.DrawBar(
                (double)h / Hits, (h + 1.0) / Hits, 0, 1, "hit",
                $"false positive rate {ScoreText.Of(at)}: true positive rate {ScoreText.Of(rate)}");
        }

        panel.DrawAxes();
        page.Close();
    }

    private static float[] Heights(IReadOnlyList<RocPoint> curve, int steps) =>
        [.. Enumerable.Range(0, steps + 1).Select(i => (float)ChartData.TruePositiveRateAt(curve, (double)i / steps))];
}
