using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>How the scores were made and what to beware of, then the scores.</summary>
internal static class SummarySection
{
    public static void Write(MarkupWriter page, ReportData data)
    {
        var e = data.Evaluation;
        WriteBanner(page, e.Protocol);
        if (e.HasEmotion) WriteScores(page, e);
        else page.OpenSection("scores", "What was tested", null);
        page.Element("p", $"Tested on {ScoreText.Count(e.Tested.Count)} utterances of {ScoreText.Speakers(e.PerSpeaker.Count)} "
            + $"in {e.PerCorpus.Count} {(e.PerCorpus.Count == 1 ? "corpus" : "corpora")}"
            + (e.HasEmotion ? $", {e.Labels.Count} emotions." : ", on dimensions alone: no emotion is told apart."));
        if (e.PerSpeaker.Count < 2)
        {
            page.Element(
                "p", "One speaker gives no interval: how far the scores would move with other voices is not known.", ("class", "hint"));
        }
        if (e.Unmapped.Count > 0 || data.Notes.Count > 0)
        {
            page.Open("ul");
            foreach (var (label, count) in e.Unmapped.OrderBy(u => u.Key, StringComparer.Ordinal))
            {
                page.Element(
                    "li", $"{ScoreText.Count(count)} utterances labelled {label} are left out: the model does not know that label.");
            }

            foreach (var note in data.Notes) page.Element("li", note);
            page.Close();
        }

        page.Close();
    }

    private static void WriteScores(MarkupWriter page, EvaluationResult e)
    {
        page.OpenSection("scores", "Scores", "UAR, the unweighted average recall, is the mean of the emotions' recalls: rare emotions " +
        "count as much as frequent ones. "
            + "Ranges are 95 % intervals by bootstrap over speakers: how far a score would move with other voices.");
        page.Open("dl", ("class", "cards"));
        Card(
            page, "UAR", e.Report.UnweightedAverageRecall, ScoreText.Range(e.UarInterval) + $" \u00b7 chance {ScoreText.Of(e.Chance)}",
            "first");
        Card(page, "Accuracy", e.Report.Accuracy, ScoreText.Range(e.AccuracyInterval));
        Card(page, "Macro F1", e.Report.MacroF1, ScoreText.Range(e.MacroF1Interval));
        Card(page, "Weighted F1", e.Report.WeightedF1);
        Card(page, "ROC AUC", e.MacroRocAuc, "mean, one against rest");
        Card(page, "Calibration error", e.ExpectedCalibrationError, "expected, 15 bins; 0 is best");
        Card(page, "Log loss", e.LogLoss, "0 is best");
        Card(page, "Brier score", e.Brier, "0 to 2; 0 is best");
        page.Close();
    }

    /// <summary>The protocol, with the warning that belongs to it.</summary>
    public static void WriteBanner(MarkupWriter page, Protocol protocol)
    {
        page.Open("div", ("class", protocol.Warning is null ? "banner good" : "banner warning"), ("role", "note"));
        page.Open("p").Element("strong", protocol.Warning is null ? "Speaker-independent." : "Warning.");
        page.Text(" " + (protocol.Warning ?? "No tested speaker was heard in training.")).Close();
        page.Element("p", $"Protocol {protocol.Name}: {protocol.Describe()}.");
        page.Close();
    }

    private static void Card(MarkupWriter page, string name, double value, string? more = null, string? style = null)
    {
        page.Open("div", ("class", style)).Element("dt", name).Element("dd", ScoreText.Of(value), ("class", "value"));
        if (more is not null) page.Element("dd", more, ("class", "more"));
        page.Close();
    }
}
