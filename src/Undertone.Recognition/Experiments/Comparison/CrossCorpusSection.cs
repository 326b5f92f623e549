using System.Globalization;
using Undertone.Recognition.Pictures;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>UAR from each corpus to each, coloured by the score.</summary>
internal static class CrossCorpusSection
{
    public static void Write(MarkupWriter page, string recipe, IReadOnlyList<CrossCorpusCell> cells, int number)
    {
        var corpora = cells.Select(c => c.TestedOn).Distinct().ToArray();
        var id = FormattableString.Invariant($"cross-{number}");
        var labels = cells.Select(c => c.Evaluation).First(e => e is not null)!.Labels;
        page.OpenSection(
            id, $"Across corpora: {recipe}",
            "UAR and number of utterances; rows are the corpus of the training, columns that of the test. The diagonal is within one " +
            $"corpus, by folds over its speakers. Emotions: {labels}.");
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", id))
            .Open("table", ("class", "confusion"));
        page.Open("thead").Open("tr").Element("th", "train \\ test", ("scope", "col"));
        foreach (var corpus in corpora) page.Element("th", corpus, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (var row in cells.GroupBy(c => c.TrainedOn))
        {
            page.Open("tr").Element("th", row.Key, ("scope", "row"));
            foreach (var cell in row)
            {
                var uar = cell.Evaluation?.Report.UnweightedAverageRecall ?? double.NaN;
                page.Open(
                    "td", ("class", cell.TrainedOn == cell.TestedOn ? "hit" : null),
                    ("style", "--s:" + (double.IsFinite(uar) ? uar : 0).ToString("0.000", CultureInfo.InvariantCulture)));
                page.Element("b", ScoreText.Of(uar)).Element(
                    "small", cell.Evaluation is { } e ? ScoreText.Count(e.Tested.Count) : "one speaker").Close();
            }

            page.Close();
        }

        page.Close().Close().Close().Close();
    }
}
