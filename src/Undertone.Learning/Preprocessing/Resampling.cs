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
    /// in a random order and starts anew when through, until the largest group has been seen once. With classes, those of a group take
    /// turns inside it in the same way.
    /// </summary>
    /// <param name="groups">The group of each sample.</param>
    /// <param name="batchSize">Samples a batch; the last batch may be smaller.</param>
    /// <param name="seed">Fixes the order; give each epoch its own.</param>
    /// <param name="classes">The class of each sample where the classes of a group should weigh the same; null where they need not.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The numbers of groups and classes differ.</exception>
    public static int[][] BalancedBatches(IReadOnlyList<string> groups, int batchSize, ulong seed, IReadOnlyList<int>? classes = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (classes is not null && classes.Count != groups.Count)
            throw new ArgumentException($"{groups.Count} samples with groups have {classes.Count} classes.", nameof(classes));
        if (groups.Count == 0) return [];
        var encoder = LabelEncoder.Fit(groups);
        var members = Members(encoder.Encode(groups), encoder.Labels.Count);
        var random = new SplitMix64(seed);
        var order = TakeTurns(Array.ConvertAll(members, m => new Round(m, classes)), ref random);
        var batches = new int[(order.Length + batchSize - 1) / batchSize][];
        for (var b = 0; b < batches.Length; b++) batches[b] = order[(b * batchSize)..Math.Min(order.Length, (b + 1) * batchSize)];
        return batches;
    }

    private static int[] TakeTurns(Round[] rounds, ref SplitMix64 random)
    {
        var largest = 0;
        foreach (var round in rounds) largest = Math.Max(largest, round.Length);
        var order = new int[largest * rounds.Length];
        for (var at = 0; at < largest; at++)
        {
            for (var r = 0; r < rounds.Length; r++) order[at * rounds.Length + r] = rounds[r].Next(ref random);
        }

        return order;
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

    /// <summary>Samples in a random order, drawn anew when through; those of several classes in turn where classes are given.</summary>
    private sealed class Round
    {
        private readonly int[] _members;
        private readonly Round[] _classes = [];
        private int[] _order;
        private int _at;

        public Round(int[] members, IReadOnlyList<int>? classes)
        {
            _order = _members = members;
            Length = members.Length;
            if (classes is null) return;
            _classes = [.. members.GroupBy(m => classes[m]).OrderBy(g => g.Key).Select(g => new Round([.. g], null))];
            Length = _classes.Max(c => c.Length) * _classes.Length;
        }

        public int Length { get; }

        public int Next(ref SplitMix64 random)
        {
            if (_at % Length == 0)
            {
                if (_classes.Length > 0) _order = TakeTurns(_classes, ref random);
                else random.Shuffle<int>(_members);
            }

            return _order[_at++ % Length];
        }
    }
}
