using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;

namespace Undertone.Recognition.Reports;

/// <summary>
/// A page about one evaluation: one HTML file that opens without a network, light and dark, on a screen and on a phone. It holds no clock
/// and no name of the machine: equal results give equal bytes.
/// </summary>
public static class HtmlReport
{
    /// <summary>
    /// Writes the page; a crash leaves the old file or the new one. The audio of the mistakes that are shown is read from where the
    /// utterances say.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="data">What to tell.</param>
    public static void Write(string path, ReportData data) => AtomicFile.WriteText(path, Render(data));

    /// <summary>The page as text.</summary>
    /// <param name="data">What to tell.</param>
    public static string Render(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var e = data.Evaluation;
        var lead = $"{Headline(e)} on {ScoreText.Count(e.Tested.Count)} utterances of {ScoreText.Speakers(e.PerSpeaker.Count)}";
        return ReportPage.Render($"Evaluation of {data.Title}", lead, ChartData.Write(data.Curves, e), page =>
        {
            SummarySection.Write(page, data);
            foreach (var section in data.Sections) section.WriteTo(page);
            DimensionsSection.Write(page, e);
            EmbeddingMapSection.Write(page, e);
            CurvesSection.Write(page, data.Curves, e.Chance);
            if (e.HasEmotion) WriteEmotions(page, data);
            OriginSection.Write(page, data);
            page.Element("footer", $"Written by Undertone {data.PackageVersion}. "
                + "Answers of a model of acted speech are guesses about acting, not about what a person feels.");
        });
    }

    private static string Headline(EvaluationResult e) => e.HasEmotion
        ? "UAR " + ScoreText.Of(e.Report.UnweightedAverageRecall)
        : string.Join(", ", e.Dimensions.Select(d => $"{d.Name} CCC {ScoreText.Of(d.All.Concordance)}"));

    /// <summary>What there is to tell of emotions.</summary>
    private static void WriteEmotions(MarkupWriter page, ReportData data)
    {
        var e = data.Evaluation;
        ConfusionSection.Write(page, e);
        ConfusedPairsSection.Write(page, e);
        ClassSection.Write(page, e);
        CalibrationSection.Write(page, e);
        GroupsSection.Write(page, e);
        ImportanceSection.Write(page, e.Importance);
        VoicesSection.Write(page, e.Voices, e.Chance);
        RobustnessSection.Write(page, e.Robustness, e.Chance);
        var mistakes = Mistake.Of(data);
        MistakesSection.Write(page, e.Labels, mistakes);
        MisclassifiedSection.Write(page, e.Labels, mistakes);
    }
}
