using Undertone.Learning.Randomness;

namespace Undertone.Learning.Preprocessing;

/// <summary>
/// Which samples to show so that classes, or groups such as corpora, weigh the same. All results are indices into the samples.
/// </summary>
public static class Resampling
{
    /// <summary>Every sample once, then random repeats of the smaller classes until each class has as many as the largest.</summary>
    /// <param name="labels">The class of each sample, in [0, classes).</param>
    /// <param name="classes">The number of classes; a class without samples stays empty.</param>
    /// <param name="seed">Fixes which samples are repeated.</param>
    /// <exception cref="ArgumentException">A label lies outside the classes.</exception>
    public static int[] OverSample(ReadOnlySpan<int> labels, int classes, ulong seed)
    {
        var members = Members(labels, classes);
        var largest = 0;
        foreach (var m in members) largest = Math.Max(largest, m.Length);
        var random = new SplitMix64(seed);
        var chosen = new List<int>(largest * classes);
        for (var i = 0; i < labels.Length; i++) chosen.Add(i);
        foreach (var m in members)
        {
            // Whole rounds first, so that no sample is repeated twice before each was repeated once.
            for (var missing = m.Length == 0 ? 0 : largest - m.Length; missing > 0; missing -= m.Length)
            {
                random.Shuffle<int>(m);
                chosen.AddRange(m.AsSpan(0, Math.Min(missing, m.Length)));
            }
        }

        return [.. chosen];
    }

    /// <summary>A random choice of as many samples from each class as the smallest class that occurs has, in ascending order.</summary>
    /// <param name="labels">The class of each sample, in [0, classes).</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">Fixes which samples are kept.</param>
    /// <exception cref="ArgumentException">A label lies outside the classes.</exception>
    public static int[] UnderSample(ReadOnlySpan<int> labels, int classes, ulong seed)
    {
        var members = Members(labels, classes);
        var smallest = int.MaxValue;
        foreach (var m in members) smallest = m.Length == 0 ? smallest : Math.Min(smallest, m.Length);
        var random = new SplitMix64(seed);
        var chosen = new List<int>();
        foreach (var m in members)
        {
            random.Shuffle<int>(m);
            chosen.AddRange(m.AsSpan(0, Math.Min(smallest, m.Length)));
        }

        chosen.Sort();
        return [.. chosen];
    }

    /// <summary>
    /// An epoch of batches in which every group (a corpus, say) fills an equal share: groups take turns, each goes through its own samples
    /// in a random order and starts anew when through, until the largest group has been seen once.
    /// </summary>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="batchSize">Samples a batch; the last batch may be smaller.</param>
    /// <param name="seed">Fixes the order; give each epoch its own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public static int[][] BalancedBatches(IReadOnlyList<string> groups, int batchSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (groups.Count == 0) return [];
        var encoder = LabelEncoder.Fit(groups);
        var members = Members(encoder.Encode(groups), encoder.Labels.Count);
        var largest = 0;
        foreach (var m in members) largest = Math.Max(largest, m.Length);
        var random = new SplitMix64(seed);
        var order = new int[largest * members.Length];
        for (var at = 0; at < largest; at++)
        {
            for (var g = 0; g < members.Length; g++)
            {
                var m = members[g];
                if (at % m.Length == 0) random.Shuffle<int>(m);
                order[at * members.Length + g] = m[at % m.Length];
            }
        }

        var batches = new int[(order.Length + batchSize - 1) / batchSize][];
        for (var b = 0; b < batches.Length; b++) batches[b] = order[(b * batchSize)..Math.Min(order.Length, (b + 1) * batchSize)];
        return batches;
    }

    /// <summary>The samples of each class, in ascending order.</summary>
    internal static int[][] Members(ReadOnlySpan<int> labels, int classes)
    {
        var counts = ClassWeights.Counts(labels, classes);
        var members = new int[classes][];
        for (var c = 0; c < classes; c++) members[c] = new int[counts[c]];
        for (var i = labels.Length - 1; i >= 0; i--) members[labels[i]][--counts[labels[i]]] = i;
        return members;
    }
}
