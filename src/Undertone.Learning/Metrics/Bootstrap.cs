using Undertone.Learning.Preprocessing;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Metrics;

/// <summary>
/// Percentile intervals by drawing whole groups (speakers) with replacement: clips of one voice are not independent of each other, so
/// drawing single clips would give intervals that are too narrow. With one group only, the interval says nothing about new voices and
/// shrinks to the score itself.
/// </summary>
public static class Bootstrap
{
    /// <summary>The interval of a score of predicted classes.</summary>
    /// <param name="truth">The class of each sample.</param>
    /// <param name="predicted">The predicted class of each sample.</param>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="score">Of true and predicted classes, for example <see cref="Scores.UnweightedAverageRecall"/>.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <param name="resamples">The number of draws.</param>
    /// <param name="seed">Fixes the draws.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty, or the level is outside (0, 1).</exception>
    public static ConfidenceInterval Interval(
        int[] truth, int[] predicted, IReadOnlyList<string> groups, Func<ReadOnlySpan<int>, ReadOnlySpan<int>, double> score,
        double level = 0.95, int resamples = 1000, ulong seed = 0)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        if (truth.Length != groups.Count)
            throw new ArgumentException($"There are {truth.Length} samples but {groups.Count} groups.", nameof(groups));
        var (t, p) = (Array.Empty<int>(), Array.Empty<int>());
        return Interval(groups, Resampled, level, resamples, seed);

        double Resampled(int[] indices)
        {
            if (t.Length < indices.Length) (t, p) = (new int[indices.Length], new int[indices.Length]);
            for (var i = 0; i < indices.Length; i++) (t[i], p[i]) = (truth[indices[i]], predicted[indices[i]]);
            return score(t.AsSpan(0, indices.Length), p.AsSpan(0, indices.Length));
        }
    }

    /// <summary>
    /// The interval of any statistic of a choice of samples; a sample stands in the choice as often as its group was drawn.
    /// </summary>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="statistic">Takes indices of samples; where it answers NaN, that draw is left out.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <param name="resamples">The number of draws.</param>
    /// <param name="seed">Fixes the draws.</param>
    /// <exception cref="ArgumentException">There are no samples, the level is outside (0, 1), or every draw gave NaN.</exception>
    public static ConfidenceInterval Interval(
        IReadOnlyList<string> groups, Func<int[], double> statistic, double level = 0.95, int resamples = 1000, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(level > 0 && level < 1))
            throw new ArgumentException($"The confidence is {level}, but must lie between 0 and 1.", nameof(level));
        if (groups.Count == 0) throw new ArgumentException("There are no samples to draw from.", nameof(groups));
        var encoder = LabelEncoder.Fit(groups);
        var members = Resampling.Members(encoder.Encode(groups), encoder.Labels.Count);
        var random = new SplitMix64(seed);
        var values = new List<double>(resamples);
        var choice = new List<int>(groups.Count);
        for (var r = 0; r < resamples; r++)
        {
            choice.Clear();
            for (var g = 0; g < members.Length; g++) choice.AddRange(members[random.Next(members.Length)]);
            var value = statistic([.. choice]);
            if (!double.IsNaN(value)) values.Add(value);
        }

        if (values.Count == 0) throw new ArgumentException("The statistic was not a number in any draw.", nameof(statistic));
        values.Sort();
        return new ConfidenceInterval(Quantile(values, (1 - level) / 2), Quantile(values, (1 + level) / 2));
    }

    private static double Quantile(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
