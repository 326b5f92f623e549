using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>
/// Tests each model against the one with the highest UAR: by clips, where every clip counts alone, and by speakers, where what a speaker
/// makes easy or hard for a model counts once. The p values of either are corrected for the number of models.
/// </summary>
internal static class BestTests
{
    /// <summary>
    /// Adds the tests to the rows of one protocol; of equally high UARs the first is the best. Models on dimensions alone have none.
    /// </summary>
    public static IReadOnlyList<ComparisonRow> Add(IReadOnlyList<ComparisonRow> rows)
    {
        if (!rows[0].Evaluation.HasEmotion) return rows;
        var best = rows.MaxBy(r => r.Evaluation.Report.UnweightedAverageRecall)!;
        var tested = rows.Select(row => ReferenceEquals(row, best)
            ? row
            : row with { AgainstBest = ByClips(row, best), SpeakersAgainstBest = BySpeakers(row, best) }).ToArray();
        var (clips, speakers) = (Corrected(tested, r => r.AgainstBest?.ExactP), Corrected(tested, r => r.SpeakersAgainstBest?.P));
        return [.. tested.Select((row, i) => row with { AgainstBestHolm = clips[i], SpeakersAgainstBestHolm = speakers[i] })];
    }

    private static McNemarResult ByClips(ComparisonRow row, ComparisonRow best)
    {
        var answers = best.Evaluation.Tested.ToDictionary(t => t.Utterance.Key, t => t.Predicted);
        var own = row.Evaluation.Tested;
        return McNemar.Test(
            [.. own.Select(t => t.Truth)], [.. own.Select(t => t.Predicted)], [.. own.Select(t => answers[t.Utterance.Key])]);
    }

    private static PairedPermutationResult? BySpeakers(ComparisonRow row, ComparisonRow best)
    {
        var others = best.Evaluation.PerSpeaker.ToDictionary(s => s.Group, s => s.Uar, StringComparer.Ordinal);
        var own = row.Evaluation.PerSpeaker;
        return own.Count < 2 ? null : PairedPermutation.Test([.. own.Select(s => s.Uar)], [.. own.Select(s => others[s.Group])]);
    }

    private static double?[] Corrected(ComparisonRow[] rows, Func<ComparisonRow, double?> p)
    {
        var adjusted = new Queue<double>(Holm.Adjust([.. rows.Select(p).OfType<double>()]));
        return Array.ConvertAll(rows, row => p(row) is null ? (double?)null : adjusted.Dequeue());
    }
}
