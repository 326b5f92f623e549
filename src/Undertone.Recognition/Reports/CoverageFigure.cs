using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How many answers are right if only the surest share of them is given.</summary>
internal static class CoverageFigure
{
    // The mean of fewer answers jumps about.
    private const int LeastAnswers = 10;
    private const int MostPlaces = 100;

    public static void Write(MarkupWriter page, EvaluationResult e, double chance)
    {
        var curve = CoverageCurve.Of(e.Tested).Where(r => r.Coverage * e.Tested.Count >= LeastAnswers - 0.5).ToArray();
        if (curve.Length < 2) return;
        var step = (curve.Length + MostPlaces - 1) / MostPlaces;
        CoverageRow[] shown = [.. curve.Where((_, i) => (curve.Length - 1 - i) % step == 0)];
        page.Element("h3", "Accuracy of the surest answers").OpenFigure("coverage");
        LineChart.Draw(
            page, "Accuracy by the share of answers that are given, the surest first.", Axis.Linear("share of answers given", 0, 1, 5),
            Axis.Linear("accuracy", 0, 1, 5), [.. shown.Select(r => r.Coverage)],
            [
                new ChartLine("surest", "l0", [.. shown.Select(r => r.Accuracy ?? double.NaN)]),
                new ChartLine("any", "l1 dash", [.. shown.Select(_ => e.Report.Accuracy)]),
            ],
            chance);
        page.Close();
    }
}
