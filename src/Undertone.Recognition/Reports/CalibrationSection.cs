using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Whether confidences can be believed (reliability diagram), and how well probabilities separate the emotions (ROC).</summary>
internal static class CalibrationSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        var bins = e.Reliability().Where(b => b.Count > 0).ToArray();
        page.OpenSection("probabilities", "Probabilities").Open("div", ("class", "two"));
        page.Open("div").Element("h3", "Reliability");
        page.Element(
            "p",
            "Bars on the dashed line: answers given with 70 % confidence are right 70 % of the time. Below it the model is too sure of " +
            "itself, above it too shy.",
            ("class", "hint"));
        Diagram(page, bins);
        if (e.Calibration is { } calibration) CoverageTable.Write(page, calibration);
        page.Open("details").Element("summary", "In numbers").Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table");
        page.Open("thead").Open("tr");
        foreach (var head in (ReadOnlySpan<string>)["Confidence", "Mean confidence", "Accuracy", "Utterances"])
            page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var b in bins)
        {
            page.Open("tr").Element("th", $"{ScoreText.Of(b.Low)} to {ScoreText.Of(b.High)}", ("scope", "row"));
            page.Element("td", ScoreText.Of(b.Confidence)).Element("td", ScoreText.Of(b.Accuracy))
                .Element("td", b.Count.ToString(CultureInfo.InvariantCulture)).Close();
        }

        page.Close().Close().Close().Close().Close();
        page.Open("div").Element("h3", "ROC, one against rest");
        page.Element(
            "p",
            "How many of an emotion are found (true positive rate) if that many others are taken for it (false positive rate). The areas " +
            "stand in the table of emotions.",
            ("class", "hint"));
        page.Open(
            "div", ("class", "chart"), ("id", "chart-roc"), ("role", "img"),
            ("aria-label", "ROC curve of each emotion against the rest. Areas: " + Areas(e))).Close();
        page.Close().Close().Close();
    }

    private static string Areas(EvaluationResult e) => string.Join(", ", e.Labels.Select((l, i) => $"{l} {ScoreText.Of(e.RocAuc[i])}"));

    private static void Diagram(MarkupWriter page, IReadOnlyList<Learning.Metrics.ReliabilityBin> bins)
    {
        page.Open(
            "svg", ("class", "plot"), ("viewBox", "0 0 400 300"), ("role", "img"),
            ("aria-label", "Accuracy by confidence; the table below has the numbers."));
        var panel = new Panel(page, new Frame(54, 10, 336, 240), Axis.Linear("confidence", 0, 1, 5), Axis.Linear("accuracy", 0, 1, 5));
        panel.DrawGrid();
        foreach (var b in bins)
        {
            panel.DrawBar(
                b.Low + 0.004, b.High - 0.004, 0, b.Accuracy, "bar",
                FormattableString.Invariant($"{b.Count} utterances, confidence {b.Confidence:0.000}, accuracy {b.Accuracy:0.000}"));
        }
        panel.DrawLine([0, 1], i => i, "ideal");
        panel.DrawAxes(40);
        page.Close();
    }
}
