using System.Globalization;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Loss, accuracy and unweighted average recall by epoch.</summary>
internal static class CurvesSection
{
    private const string Watched =
        "Watched only: the recipe stops by no speakers of its own, so \"watched\" are the fold's tested speakers. Nothing was chosen by "
        + "them. To choose the number of epochs by these lines would make the scores above too good: set training.earlyStopping, and "
        + "speakers of the training part are taken out for that.";

    private static readonly string[] Columns =
    [
        "Training", "Epochs", "Epoch", "Training loss", "Training accuracy", "Validation loss", "Validation accuracy", "Validation UAR",
    ];

    public static void Write(MarkupWriter page, IReadOnlyList<LearningCurve> curves, double chance)
    {
        var drawn = curves.Where(c => c.Epochs.Count > 0).ToArray();
        if (drawn.Length == 0) return;
        page.OpenSection(
            "learning", "Learning curves",
            drawn.Length == 1 ? null : "Bold: the mean over the folds that still ran at that epoch. Thin: each fold.");
        Charts(page, drawn, chance);
        Table(page, drawn);
        page.Close();
    }

    /// <summary>The two charts, with what has to be known where the validation figures were only watched.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="drawn">Curves with at least one epoch each; at least one.</param>
    /// <param name="chance">The recall of guessing.</param>
    public static void Charts(MarkupWriter page, LearningCurve[] drawn, double chance)
    {
        if (drawn.Any(c => c.WatchedOnly)) page.Element("p", Watched, ("class", "hint"));
        page.Open("div", ("class", "two"));
        Loss(page, drawn);
        Scores(page, drawn, chance);
        page.Close();
    }

    private static void Loss(MarkupWriter page, LearningCurve[] curves)
    {
        page.Open("div").Element("h3", "Loss").OpenFigure("loss");
        ChartLine?[] lines =
        [
            Line(curves, "training", "l0", e => e.TrainLoss),
            Line(curves, Other(curves), "l1 dash", e => e.ValidationLoss),
        ];
        Draw(
            page, curves, "Training and validation loss by epoch; the table below has the numbers.", "loss",
            [.. lines.OfType<ChartLine>()], null);
        page.Close().Close();
    }

    private static void Scores(MarkupWriter page, LearningCurve[] curves, double chance)
    {
        page.Open("div").Element("h3", "Accuracy and UAR").OpenFigure("accuracy");
        var other = Other(curves);
        ChartLine?[] lines =
        [
            Line(curves, "training accuracy", "l0", e => e.TrainAccuracy),
            Line(curves, other + " accuracy", "l1 dash", e => e.ValidationAccuracy),
            Line(curves, other + " UAR", "l2 dashdot", e => e.ValidationUar),
        ];
        Draw(page, curves, "Accuracy and UAR by epoch; the table below has the numbers.", "share", [.. lines.OfType<ChartLine>()], chance);
        page.Close().Close();
    }

    private static string Other(LearningCurve[] curves) => curves.Any(c => c.WatchedOnly) ? "watched" : "validation";

    private static void Draw(
        MarkupWriter page, LearningCurve[] curves, string description, string label, ChartLine[] lines, double? chance)
    {
        if (lines.Length == 0) return;
        double[] places = [.. Epochs(curves).Select(e => (double)e)];
        var highest = lines.SelectMany(l => l.Parts.Append(l.Values)).SelectMany(v => v).Where(double.IsFinite).Max();
        LineChart.Draw(
            page, description, Axis.Whole("epoch", places[0], places[^1], 6), Axis.Linear(label, 0, chance is null ? highest * 1.05 : 1, 5),
            places, lines, chance);
    }

    /// <summary>The mean over the curves that have an epoch, and each of them; null where nothing was measured.</summary>
    internal static ChartLine? Line(IReadOnlyList<LearningCurve> curves, string label, string style, Func<EpochMetrics, double?> score)
    {
        var epochs = Epochs(curves);
        double[][] parts = [.. curves.Select(c =>
        {
            var known = c.Epochs.ToDictionary(e => e.Epoch, e => score(e) ?? double.NaN);
            return (double[])[.. epochs.Select(e => known.GetValueOrDefault(e, double.NaN))];
        })];
        double[] mean =
        [
            .. Enumerable.Range(0, epochs.Length)
                .Select(i => parts.Select(p => p[i]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()),
        ];
        if (!mean.Any(double.IsFinite)) return null;
        return new ChartLine(label, style, mean) { Parts = parts.Length > 1 ? parts : [] };
    }

    private static int[] Epochs(IReadOnlyList<LearningCurve> curves) =>
        [.. curves.SelectMany(c => c.Epochs).Select(e => e.Epoch).Distinct().Order()];

    private static void Table(MarkupWriter page, LearningCurve[] curves)
    {
        page.Open("details").Element("summary", "Each fold in numbers");
        page.Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table");
        page.Element("caption", "At the epoch with the lowest validation loss, or at the last where nothing was held out or only watched.");
        page.Open("thead").Open("tr");
        foreach (var head in Columns) page.Element("th", head, ("scope", "col"), ("class", head == Columns[0] ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var curve in curves)
        {
            var last = curve.Epochs[^1];
            var shown = curve.WatchedOnly
                ? last
                : curve.Epochs.Where(e => e.ValidationLoss is not null).MinBy(e => e.ValidationLoss) ?? last;
            page.Open("tr").Element("th", curve.Name, ("scope", "row"));
            page.Element("td", Text(curve.Epochs.Count)).Element("td", Text(shown.Epoch));
            double?[] scores = [shown.TrainLoss, shown.TrainAccuracy, shown.ValidationLoss, shown.ValidationAccuracy, shown.ValidationUar];
            foreach (var score in scores) page.Element("td", ScoreText.Of(score));
            page.Close();
        }

        page.Close().Close().Close().Close();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
