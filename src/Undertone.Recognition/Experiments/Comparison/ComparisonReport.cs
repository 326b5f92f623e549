using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>
/// The page about a comparison: for each protocol its warning, one table, the tests, and of each recipe recalls, confused emotions, sure
/// answers, speakers and dimensions; then the cross-corpus matrix.
/// </summary>
internal static class ComparisonReport
{
    private static readonly string[] ScoreColumns = ["UAR", "Accuracy", "Macro F1", "p"];
    private static readonly string[] CostColumns = ["Training s", "Parameters", "Model kB", "ms a clip"];
    private static readonly string[] TestColumns =
        ["UAR difference by speaker", "p by speakers", "Holm", "Only this right", "Only the best right", "p by clips", "Holm"];

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
            $"{ScoreText.Count(first.Tested.Count)} utterances of {ScoreText.Speakers(first.PerSpeaker.Count)}, "
            + (first.HasEmotion ? $"{first.Labels.Count} emotions, chance {ScoreText.Of(first.Chance)}" : "dimensions alone")
            + ". Ranges are 95 % intervals by bootstrap over speakers.");
        SummarySection.WriteBanner(page, protocol);
        if (first.HasEmotion) Emotions(page, rows, folder, number);
        ComparedDimensions.Write(page, rows, number);
        if (!first.HasEmotion) Table(page, rows, folder);
        page.Close();
    }

    private static void Emotions(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, string folder, int number)
    {
        page.Open("div", ("class", "two")).Open("div").Element("h3", "UAR");
        ComparisonFigures.Recipes(page, rows, number);
        page.Close().Open("div");
        ComparisonFigures.Speakers(page, rows, number);
        page.Close().Close();
        Table(page, rows, folder);
        Tests(page, rows);
        Recalls(page, rows);
        ComparisonDetails.Pairs(page, rows);
        ComparisonDetails.Coverage(page, rows, number);
        ComparisonDetails.Speakers(page, rows, number);
    }

    private static void Table(MarkupWriter page, IReadOnlyList<ComparisonRow> rows, string folder)
    {
        var scored = rows[0].Evaluation.HasEmotion;
        var best = scored ? rows.MaxBy(r => r.Evaluation.Report.UnweightedAverageRecall) : null;
        var bold = scored
            ? "Bold: the highest UAR. p: the test by speakers against it, corrected for the number of recipes; the next table has all "
                + "tests. "
            : "";
        page.Element("p", bold + "Training is the time for all folds, without features.", ("class", "hint"));
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Scores, sizes and times"))
            .Open("table", ("class", "wide"));
        page.Open("thead").Open("tr").Element("th", "Recipe", ("scope", "col"), ("class", "text"));
        foreach (var head in scored ? [.. ScoreColumns, .. CostColumns] : CostColumns) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            var e = row.Evaluation;
            page.Open("tr", ("class", ReferenceEquals(row, best) ? "best" : null));
            page.Open("th", ("scope", "row")).Element("a", row.Recipe, ("href", Link(folder, row.RunFolder))).Close();
            if (scored)
            {
                Score(page, e.Report.UnweightedAverageRecall, e.UarInterval);
                Score(page, e.Report.Accuracy, e.AccuracyInterval);
                Score(page, e.Report.MacroF1, e.MacroF1Interval);
                page.Element("td", P(row.SpeakersAgainstBestHolm ?? row.AgainstBestHolm));
            }

            page.Element("td", row.Cost.TrainingSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "\u2013")
                .Element("td", ScoreText.Count(row.Cost.Parameters));
            page.Element("td", ScoreText.Count((row.Cost.ModelBytes + 500) / 1000))
                .Element("td", row.Cost.MillisecondsPerClip?.ToString("0.0", CultureInfo.InvariantCulture) ?? "\u2013").Close();
        }

        page.Close().Close().Close();
    }

    private static void Score(MarkupWriter page, double value, ConfidenceInterval? interval) =>
        page.Open("td").Element("span", ScoreText.Of(value)).Element("small", ScoreText.Range(interval), ("class", "range")).Close();

    private static void Tests(MarkupWriter page, IReadOnlyList<ComparisonRow> rows)
    {
        if (rows.Count < 2) return;
        var best = rows.First(r => r.AgainstBest is null);
        page.Element("h3", $"Tests against {best.Recipe}");
        var pairs = rows.First(r => r.AgainstBest is not null).SpeakersAgainstBest;
        page.Element(
            "p",
            (pairs is null ? "One speaker allows no test by speakers. " : "By speakers: a paired permutation test on the UAR of "
                + $"{ScoreText.Speakers(pairs.Pairs)} ({(pairs.Exact ? "all assignments" : "100,000 assignments drawn")}); it asks "
                + "whether the difference would hold with other voices. ")
            + "By clips: McNemar's exact test on clips that only one of the two got right; it takes clips of one speaker for independent "
            + $"and is optimistic. Holm: p corrected by Holm's method for {rows.Count - 1} "
            + (rows.Count == 2 ? "comparison." : "comparisons.") + " Below 0.05 the two differ by more than chance.",
            ("class", "hint"));
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Tests against the best"))
            .Open("table", ("class", "wide wrap"));
        page.Open("thead").Open("tr").Element("th", "Recipe", ("scope", "col"), ("class", "text"));
        foreach (var head in TestColumns) page.Element("th", head, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in rows.Where(r => r.AgainstBest is not null))
        {
            var (clips, speakers) = (row.AgainstBest!, row.SpeakersAgainstBest);
            page.Open("tr").Element("th", row.Recipe, ("scope", "row"));
            page.Element("td", speakers?.MeanDifference.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture) ?? "\u2013");
            page.Element("td", P(speakers?.P)).Element("td", P(row.SpeakersAgainstBestHolm));
            page.Element("td", ScoreText.Count(clips.OnlyFirstRight)).Element("td", ScoreText.Count(clips.OnlySecondRight));
            page.Element("td", P(clips.ExactP)).Element("td", P(row.AgainstBestHolm)).Close();
        }

        page.Close().Close().Close();
    }

    private static string P(double? p) => p is < 0.001 ? "< 0.001" : ScoreText.Of(p);

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
            foreach (var recall in row.Evaluation.Report.PerClass.Select(c => c.Recall))
                page.Element("td", ScoreText.Of(recall), ("class", "bar"), ("style", ScoreText.Bar(recall, row.Evaluation.Chance)));
            page.Close();
        }

        page.Close().Close().Close();
    }

    /// <summary>The run's own report, relative to this page, so that the folder can be moved.</summary>
    private static string Link(string folder, string run) =>
        string.Join(
            '/', Path.GetRelativePath(folder, run).Split(Path.DirectorySeparatorChar).Append("report.html").Select(Uri.EscapeDataString));
}
