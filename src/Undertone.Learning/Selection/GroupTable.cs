using Undertone.Learning.Preprocessing;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Selection;

/// <summary>How many samples of each class each group has.</summary>
internal sealed class GroupTable
{
    private readonly int[] _classTotals;

    private GroupTable(int[] groupOf, int[,] count, int[] classTotals) => (GroupOf, Count, _classTotals) = (groupOf, count, classTotals);

    public int Groups => Count.GetLength(0);

    public int Classes => Count.GetLength(1);

    /// <summary>The group number of each sample.</summary>
    public int[] GroupOf { get; }

    /// <summary>[groups, classes].</summary>
    public int[,] Count { get; }

    public static GroupTable Create(ReadOnlySpan<int> labels, IReadOnlyList<string> groups)
    {
        if (labels.Length != groups.Count)
            throw new ArgumentException($"There are {labels.Length} labels but {groups.Count} groups.", nameof(groups));
        if (labels.Length == 0) throw new ArgumentException("There are no samples to split.", nameof(labels));
        var encoder = LabelEncoder.Fit(groups);
        var groupOf = encoder.Encode(groups);
        var highest = 0;
        foreach (var label in labels) highest = Math.Max(highest, label);
        var totals = ClassWeights.Counts(labels, highest + 1);
        var count = new int[encoder.Labels.Count, totals.Length];
        for (var i = 0; i < labels.Length; i++) count[groupOf[i], labels[i]]++;
        return new GroupTable(groupOf, count, totals);
    }

    /// <summary>Groups by falling spread of their class counts; those alike in random order.</summary>
    public int[] Order(ulong seed)
    {
        var order = new int[Groups];
        for (var g = 0; g < order.Length; g++) order[g] = g;
        new SplitMix64(seed).Shuffle<int>(order);
        var keys = new (double Spread, int Place)[order.Length];
        var column = new double[Classes];
        for (var i = 0; i < order.Length; i++)
        {
            for (var c = 0; c < Classes; c++) column[c] = Count[order[i], c];
            keys[i] = (-Spread(column), i);
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The mean over classes of the spread of their shares over the folds, were group g in fold f.</summary>
    public double SpreadWith(double[,] counts, int fold, int group)
    {
        var shares = new double[counts.GetLength(0)];
        double sum = 0;
        var present = 0;
        for (var c = 0; c < Classes; c++)
        {
            if (_classTotals[c] == 0) continue;
            present++;
            for (var f = 0; f < shares.Length; f++) shares[f] = (counts[f, c] + (f == fold ? Count[group, c] : 0)) / _classTotals[c];
            sum += Spread(shares);
        }

        return sum / present;
    }

    /// <summary>By how much the squared distance of the classes' shares from those aimed at changes, were group g in a part.</summary>
    public double ChangeWith(double[,] counts, double[] aims, int part, int group)
    {
        double change = 0;
        for (var c = 0; c < Classes; c++)
        {
            if (_classTotals[c] == 0) continue;
            var (share, more) = (counts[part, c] / _classTotals[c], (double)Count[group, c] / _classTotals[c]);
            change += more * (more + (2 * (share - aims[part])));
        }

        return change;
    }

    private static double Spread(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (var v in values) mean += v;
        mean /= values.Length;
        foreach (var v in values) squares += (v - mean) * (v - mean);
        return Math.Sqrt(squares / values.Length);
    }
}
