using System.Globalization;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Loss and accuracy by epoch.</summary>
internal static class CurvesSection
{
    private static readonly string[] Columns =
    [
        "Training", "Epochs", "Epoch", "Training loss", "Training accuracy", "Validation loss", "Validation accuracy", "Validation UAR",
    ];

    public static void Write(MarkupWriter page, IReadOnlyList<LearningCurve> curves)
    {
        if (curves.Count == 0) return;
        page.OpenSection(
            "learning", "Learning curves",
            curves.Count == 1 ? null : "Bold: the mean over the folds that still ran at that epoch. Thin: each fold.");
        page.Open("div", ("class", "two"));
        page.Open("div").Element("h3", "Loss").Open(
            "div", ("class", "chart"), ("id", "chart-loss"), ("role", "img"),
            ("aria-label", "Training and validation loss by epoch; the table below has the numbers.")).Close().Close();
        page.Open("div").Element("h3", "Accuracy").Open(
            "div", ("class", "chart"), ("id", "chart-accuracy"), ("role", "img"),
            ("aria-label", "Training and validation accuracy by epoch; the table below has the numbers.")).Close().Close();
        page.Close();
        page.Open("details").Element("summary", "Each fold in numbers");
        page.Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table");
        page.Element("caption", "At the epoch with the lowest validation loss, or at the last where nothing was held out.");
        page.Open("thead").Open("tr");
        foreach (var head in Columns) page.Element("th", head, ("scope", "col"), ("class", head == Columns[0] ? "text" : null));
        page.Close().Close().Open("tbody");
        foreach (var curve in curves.Where(c => c.Epochs.Count > 0))
        {
            var shown = curve.Epochs.Where(e => e.ValidationLoss is not null).MinBy(e => e.ValidationLoss) ?? curve.Epochs[^1];
            page.Open("tr").Element("th", curve.Name, ("scope", "row"));
            page.Element("td", Whole(curve.Epochs.Count)).Element("td", Whole(shown.Epoch));
            double?[] scores = [shown.TrainLoss, shown.TrainAccuracy, shown.ValidationLoss, shown.ValidationAccuracy, shown.ValidationUar];
            foreach (var score in scores) page.Element("td", ScoreText.Of(score));
            page.Close();
        }

        page.Close().Close().Close().Close().Close();
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
