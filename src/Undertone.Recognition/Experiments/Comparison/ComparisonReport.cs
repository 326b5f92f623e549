using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>
/// The page about a comparison: for each protocol its warning, one table, and the recall of each emotion; then the cross-corpus matrix.
/// </summary>
internal static class ComparisonReport
{
    private static readonly string[] Columns = ["UAR", "Accuracy", "Macro F1", "p", "Training s", "Parameters", "Model kB", "ms a clip"];

    public static void Write(ComparisonResult result) => AtomicFile.WriteText(result.Report, Render(result));

    public static string Render(ComparisonResult result)
    {
        var recipes = result.Rows.Select(r => r.Recipe).Distinct().ToArray();
        var title = "Comparison of " + string.Join(", ", recipes);
        var lead = $"{recipes.Length} {(recipes.Length == 1 ? "recipe" : "recipes")} on the same utterances in the same folds";
        return ReportPage.Render(title, lead, """{"curves":[]}""", page =>
        {
            var number = 0;
            foreach (var protocol in result.Rows.GroupBy(r => r.Evaluation.Protocol))
                WriteProtocol(page, protocol.Key, [.. protocol], result.Folder, ++number);
            foreach (var recipe in result.CrossCorpus.GroupBy(c => c.Recipe))
                CrossCorpusSection.Write(page, recipe.Key, [.. recipe], ++number);
            page.Element(
                "footer",
                $"Written by Undertone {PackageVersion.Text}. Times are of the machine that the comparison ran on: {MachineText()}.");
        });
    }

    private static string MachineText()
    {
        var machine = MachineFacts.OfThisMachine(Environment.ProcessorCount);
        return string.Create(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Threads} threads, {machine.OperatingSystem}");
    }

    private static void WriteProtocol(MarkupWriter page, Protocol protocol, IReadOnlyList<ComparisonRow> rows, string folder, int number)
    {
        var first = rows[0].Evaluation;
        page.OpenSection(
            FormattableString.Invariant($"protocol-{number}"), protocol.Name,
            $"{ScoreText.Count(first.Tested.Count)} utterances of {ScoreText.Speakers(first.PerSpeaker.Count)}, " +
            $"{first.Labels.Count} emotions, chance {ScoreText.Of(1.0 / first.Report.PerClass.Count(c => c.Support > 0))}. Ranges are 95 " +
            "% intervals by bootstrap over speakers.");
        SummarySection.WriteBanner(page, protocol);
        Intervals(page, rows);
        Table(page, rows, folder);
        Recalls(page, rows);
        page.Close();
    }

    private static void Intervals(MarkupWriter page, IReadOnlyList<ComparisonRow> rows)
    {
        var height = 26 * rows.Count;
        page.Open(
            "svg", ("class", "plot"), ("viewBox", FormattableString.Invariant($"0 0 460 {height + 56}")), ("role", "img"),
            ("aria-label", "UAR of each recipe with its interval; the table below has the numbers."));
        var panel = new Panel(
            page, new Frame(130, 8, 316, height), Axis.Linear("UAR", 0, 1, 5),
            Axis.Names("", [.. rows.Reverse().Select(r => r.Recipe)], 100));
        for (var i = 0; i < rows.Count; i++)
        {
            var (y, e) = (rows.Count - 1 - i, rows[i].Evaluation);
            panel.DrawBar(
                0, e.Report.UnweightedAverageRecall, y - 0.3, y + 0.3, "bar",
                $"{rows[i].Recipe}: {ScoreText.Of(e.Report.UnweightedAverageRecall)}");
            if (e.UarInterval is { } interval) panel.DrawBar(interval.Low, interval.High, y - 0.04, y + 0.04, "range");
        }

        panel.DrawAxes();
        page.Close();
    }

    private static void Table(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, string folder)
    {
        var best = rows.MaxBy(r => r.Evaluation.Report.UnweightedAverageRecall)!;
        page.Element(
            "p",
            "Bold: the highest UAR. p: McNemar's exact test against it; below 0.05 the two differ by more than chance. Training is the " +
            "time for all folds, without features.",
            ("class", "hint"));
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Scores, sizes and times"))
            .Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Recipe", ("scope", "col"), ("class", "text"));
        foreach (var head in Columns) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            var e = row.Evaluation;
            page.Open("tr", ("class", ReferenceEquals(row, best) ? "best" : null));
            page.Open("th", ("scope", "row")).Element("a", row.Recipe, ("href", Link(folder, row.RunFolder))).Close();
            Score(page, e.Report.UnweightedAverageRecall, e.UarInterval);
            Score(page, e.Report.Accuracy, e.AccuracyInterval);
            Score(page, e.Report.MacroF1, e.MacroF1Interval);
            page.Element("td", row.AgainstBest is { } test ? test.ExactP < 0.001 ? "< 0.001" : ScoreText.Of(test.ExactP) : "\u2013");
            page.Element("td", row.Cost.TrainingSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "\u2013")
                .Element("td", ScoreText.Count(row.Cost.Parameters));
            page.Element("td", ScoreText.Count((row.Cost.ModelBytes + 500) / 1000))
                .Element("td", row.Cost.MillisecondsPerClip.ToString("0.0", CultureInfo.InvariantCulture)).Close();
        }

        page.Close().Close().Close();
    }

    private static void Score(MarkupWriter page, double value, ConfidenceInterval? interval) =>
        page.Open("td").Element("span", ScoreText.Of(value)).Element("small", ScoreText.Range(interval), ("class", "range")).Close();

    private static void Recalls(MarkupWriter page, IReadOnlyList<ComparisonRow> rows)
    {
        page.Element("h3", "Recall of each emotion");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Recall of each emotion"))
            .Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Recipe", ("scope", "col"), ("class", "text"));
        foreach (var label in rows[0].Evaluation.Labels) page.Element("th", label, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            page.Open("tr").Element("th", row.Recipe, ("scope", "row"));
            foreach (var score in row.Evaluation.Report.PerClass)
                page.Element("td", ScoreText.Of(score.Recall), ("class", "bar"), ("style", ScoreText.Bar(score.Recall)));
            page.Close();
        }

        page.Close().Close().Close();
    }

    /// <summary>The run's own report, relative to this page, so that the folder can be moved.</summary>
    private static string Link(string folder, string run) =>
        string.Join(
            '/', Path.GetRelativePath(folder, run).Split(Path.DirectorySeparatorChar).Append("report.html").Select(Uri.EscapeDataString));
}
