using Undertone.Learning.Metrics;
using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Experiments.Browsing;

/// <summary>Two runs over the utterances that both were tested on.</summary>
/// <param name="Common">How many utterances those are.</param>
/// <param name="Both">How many both named right.</param>
/// <param name="OnlyA">How many the first alone named right.</param>
/// <param name="OnlyB">How many the second alone named right.</param>
/// <param name="Neither">How many neither did.</param>
/// <param name="UarDifference">The first one's unweighted average recall less the second one's, over these utterances.</param>
/// <param name="Interval">Its 95 % interval by bootstrap over speakers; null where there is one speaker only.</param>
/// <param name="P">
/// How probable so large a difference is by chance: by the paired permutation test over speakers (<see cref="PairedPermutation"/>), or
/// where there is one speaker only by the exact test of McNemar over utterances.
/// </param>
public sealed record RunDifference(
    int Common, int Both, int OnlyA, int OnlyB, int Neither, double UarDifference, ConfidenceInterval? Interval, double P)
{
    /// <summary>Sets two runs side by side.</summary>
    /// <param name="a">The answers of the first.</param>
    /// <param name="b">The answers of the second.</param>
    /// <returns>Null where they have no utterance with the same emotion in common.</returns>
    public static RunDifference? Of(RunAnswers a, RunAnswers b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var others = new Dictionary<string, RunAnswer>(StringComparer.Ordinal);
        foreach (var answer in b.All) others.TryAdd(answer.Key, answer);
        var pairs = a.All.DistinctBy(x => x.Key, StringComparer.Ordinal)
            .Where(x => others.TryGetValue(x.Key, out var y) && x.Truth == y.Truth).Select(x => (A: x, B: others[x.Key])).ToArray();
        if (pairs.Length == 0) return null;
        var labels = new LabelSet([.. a.Labels.Union(b.Labels)]);
        int[] truth = [.. pairs.Select(p => labels.IndexOf(p.A.Truth))];
        int[] first = [.. pairs.Select(p => labels.IndexOf(p.A.Answer))];
        int[] second = [.. pairs.Select(p => labels.IndexOf(p.B.Answer))];
        string[] speakers = [.. pairs.Select(p => p.A.Tested.Utterance.SpeakerKey)];
        var test = McNemar.Test(truth, first, second);
        var both = pairs.Count(p => p.A.Answer == p.A.Truth && p.B.Answer == p.B.Truth);
        int[] all = [.. Enumerable.Range(0, pairs.Length)];
        int[][] groups = [.. all.GroupBy(i => speakers[i], StringComparer.Ordinal).Select(g => g.ToArray())];
        var many = groups.Length > 1;
        return new RunDifference(
            pairs.Length, both, test.OnlyFirstRight, test.OnlySecondRight,
            pairs.Length - both - test.OnlyFirstRight - test.OnlySecondRight,
            Difference(all),
            many ? Bootstrap.Interval(speakers, Difference) : null,
            many ? BySpeakers() : test.ExactP);

        double BySpeakers() =>
            PairedPermutation.Test([.. groups.Select(g => Uar(first, g))], [.. groups.Select(g => Uar(second, g))]).P;

        double Difference(int[] of) => Uar(first, of) - Uar(second, of);

        double Uar(int[] answers, int[] of) => Scores.UnweightedAverageRecall(
            Array.ConvertAll(of, i => truth[i]), Array.ConvertAll(of, i => answers[i]));
    }
}
