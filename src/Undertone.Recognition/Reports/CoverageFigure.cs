using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How many answers are right if only the surest share of them is given.</summary>
internal static class CoverageFigure
{
    // The mean of fewer answers jumps about.
    private const int LeastAnswers = 10;
    private const int MostPlaces = 100;

    private static readonly string[] Dashes = ["", " dash", " dashdot"];

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

    /// <summary>A line for each of several models that were tested on the same utterances, in steps of one percent.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="name">What the file of the figure is called.</param>
    /// <param name="models">What each model is called, and its scores.</param>
    public static void Compare(MarkupWriter page, string name, IReadOnlyList<(string Name, EvaluationResult Scores)> models)
    {
        var tested = models[0].Scores.Tested.Count;
        double[] shares = [.. Enumerable.Range(1, MostPlaces).Select(p => p / (double)MostPlaces).Where(s => s * tested >= LeastAnswers)];
        if (shares.Length < 2) return;
        page.OpenFigure(name);
        LineChart.Draw(
            page, "Accuracy of each recipe by the share of answers that are given, the surest first.",
            Axis.Linear("share of answers given", 0, 1, 5), Axis.Linear("accuracy", 0, 1, 5), shares,
            [.. models.Select((m, i) => new ChartLine(m.Name, $"l{i % 9}{Dashes[i % Dashes.Length]}", At(m.Scores, shares)))],
            models[0].Scores.Chance);
        page.Close();
    }

    /// <summary>The accuracy of the surest answers, so many that the share is reached.</summary>
    private static double[] At(EvaluationResult e, double[] shares)
    {
        var curve = CoverageCurve.Of(e.Tested);
        return [.. shares.Select(s => curve.First(r => r.Coverage >= s - 1e-9).Accuracy ?? double.NaN)];
    }
}
