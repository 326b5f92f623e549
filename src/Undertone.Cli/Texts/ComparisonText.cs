using System.Globalization;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Experiments.Comparison;

namespace Undertone.Cli.Texts;

/// <summary>A comparison as text: for each protocol its sentence, its warning and one table; then the cross-corpus matrices.</summary>
internal static class ComparisonText
{
    private static readonly string[] ScoreColumns =
        ["UAR", "95 %", "accuracy", "95 %", "macro F1", "95 %", "p speakers", "p clips"];

    private static readonly string[] CostColumns = ["training s", "parameters", "model kB", "ms a clip"];

    public static void Write(TextWriter output, ComparisonResult result)
    {
        foreach (var protocol in result.Rows.GroupBy(r => r.Evaluation.Protocol))
        {
            output.WriteLine($"protocol: {protocol.Key.Describe()}");
            if (protocol.Key.Warning is { } warning) output.WriteLine("WARNING:  " + warning);
            if (protocol.First().Evaluation.HasEmotion)
            {
                TextTable.Write(
                    output, [["recipe", .. ScoreColumns, .. CostColumns], .. protocol.Select(r => (string[])[.. Scores(r), .. Cost(r)])]);
                output.WriteLine(
                    "p speakers: paired permutation test on the speakers' UAR against the highest UAR; p clips: McNemar's exact test "
                    + "against it; both corrected by Holm for the number of recipes");
            }
            else
            {
                TextTable.Write(output, [["recipe", .. CostColumns], .. protocol.Select(r => (string[])[r.Recipe, .. Cost(r)])]);
            }

            WriteDimensions(output, protocol);
            output.WriteLine();
        }

        foreach (var recipe in result.CrossCorpus.GroupBy(c => c.Recipe))
        {
            output.WriteLine(
                $"UAR across corpora, {recipe.Key} (rows: trained on; columns: tested on; the diagonal by folds over speakers)");
            var corpora = recipe.Select(c => c.TestedOn).Distinct();
            TextTable.Write(output, [["", .. corpora], .. recipe.GroupBy(c => c.TrainedOn).Select(Cells)]);
            output.WriteLine();
        }

        output.WriteLine($"report: {result.Report}");
    }

    private static string[] Cells(IGrouping<string, CrossCorpusCell> row) =>
        [row.Key, .. row.Select(c => c.Evaluation is { } e ? Three(e.Report.UnweightedAverageRecall) : "-")];

    private static void WriteDimensions(TextWriter output, IEnumerable<ComparisonRow> rows)
    {
        List<string[]> scores = [["dimension", "recipe", "CCC", "95 %", "Pearson", "MSE", "MAE"]];
        var all = rows.SelectMany(r => r.Evaluation.Dimensions.Select(d => (r.Recipe, Scores: d)));
        scores.AddRange(all.GroupBy(a => a.Scores.Name, StringComparer.Ordinal).SelectMany(d => d).Select(a => (string[])
        [
            a.Scores.Name, a.Recipe, Three(a.Scores.All.Concordance), Range(a.Scores.ConcordanceInterval), Three(a.Scores.All.Pearson),
            Three(a.Scores.All.MeanSquaredError), Three(a.Scores.All.MeanAbsoluteError),
        ]));
        if (scores.Count == 1) return;
        output.WriteLine();
        TextTable.Write(output, scores, words: 2);
    }

    private static string[] Scores(ComparisonRow row)
    {
        var e = row.Evaluation;
        return
        [
            row.Recipe,
            Three(e.Report.UnweightedAverageRecall), Range(e.UarInterval),
            Three(e.Report.Accuracy), Range(e.AccuracyInterval),
            Three(e.Report.MacroF1), Range(e.MacroF1Interval),
            P(row, row.SpeakersAgainstBestHolm), P(row, row.AgainstBestHolm),
        ];
    }

    private static string[] Cost(ComparisonRow row) =>
    [
        row.Cost.TrainingSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-",
        row.Cost.Parameters.ToString(CultureInfo.InvariantCulture),
        ((row.Cost.ModelBytes + 500) / 1000).ToString(CultureInfo.InvariantCulture),
        row.Cost.MillisecondsPerClip?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-",
    ];

    private static string P(ComparisonRow row, double? p) =>
        row.AgainstBest is null ? "best" : p is not { } value ? "-" : value < 0.001 ? "<0.001" : Three(value);

    private static string Range(ConfidenceInterval? interval) => interval is { } i ? $"{Three(i.Low)}-{Three(i.High)}" : "-";

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
