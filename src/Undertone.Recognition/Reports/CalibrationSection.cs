using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>Whether confidences can be believed (reliability, coverage), and how well probabilities separate the emotions (ROC).</summary>
internal static class CalibrationSection
{
    public static void Write(MarkupWriter page, EvaluationResult e)
    {
        var bins = Filled(e.Reliability());
        page.OpenSection("probabilities", "Probabilities").Open("div", ("class", "two"));
        page.Open("div").Element("h3", "Reliability");
        page.Element(
            "p",
            "Bars on the dashed line: answers given with 70 % confidence are right 70 % of the time. Below it the model is too sure of " +
            "itself, above it too shy. A bar of few answers says little.",
            ("class", "hint"));
        ReliabilityFigure.Write(page, bins, e.Calibration?.ReliabilityAfter is { } after ? Filled(after) : null);
        if (e.Calibration is { } calibration) CoverageTable.Write(page, calibration);
        page.Open("details").Element("summary", "In numbers");
        Numbers(page, "As the models answered", bins);
        if (e.Calibration?.ReliabilityAfter is { } scaled) Numbers(page, "Scaled by the temperature of the other folds", Filled(scaled));
        page.Close().Close();
        page.Open("div").Element("h3", "ROC, one against rest");
        page.Element(
            "p",
            "How many of an emotion are found (true positive rate, upwards) if that many others are taken for it (false positive rate, to "
            + "the right). Grey: the other emotions. Dotted: chance. The number is the area under the curve.",
            ("class", "hint"));
        RocFigure.Write(page, e);
        CoverageFigure.Write(page, e, e.Chance);
        page.Close().Close().Close();
    }

    private static ReliabilityBin[] Filled(IReadOnlyList<ReliabilityBin> bins) => [.. bins.Where(b => b.Count > 0)];

    private static void Numbers(MarkupWriter page, string caption, IReadOnlyList<ReliabilityBin> bins)
    {
        page.Open("div", ("class", "scroll"), ("tabindex", "0")).Open("table").Element("caption", caption);
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

        page.Close().Close().Close();
    }
}
