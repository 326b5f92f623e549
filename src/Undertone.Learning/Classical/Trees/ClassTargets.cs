namespace Undertone.Learning.Classical.Trees;

/// <summary>A class for each row: a node keeps the weight of each, and answers with their shares.</summary>
/// <param name="labels">The class of each row.</param>
/// <param name="classes">The number of classes.</param>
/// <param name="entropy">Whether impurity is the entropy in bits instead of Gini's.</param>
internal sealed class ClassTargets(int[] labels, int classes, bool entropy) : TreeTargets
{
    /// <summary>The class of each row.</summary>
    public int[] Labels => labels;

    public override int Width => classes;

    public override int LeafWidth => classes;

    public override void Add(Span<double> totals, int row, double weight) => totals[labels[row]] += weight;

    public override bool IsPure(ReadOnlySpan<double> totals)
    {
        var present = 0;
        foreach (var t in totals) present += t > 0 ? 1 : 0;
        return present <= 1;
    }

    public override double Weight(ReadOnlySpan<double> totals)
    {
        double weight = 0;
        foreach (var t in totals) weight += t;
        return weight;
    }

    public override double Impurity(ReadOnlySpan<double> totals)
    {
        double weight = 0, sum = 0;
        foreach (var t in totals) weight += t;
        foreach (var t in totals)
        {
            var p = t / weight;
            sum += entropy ? (p > 0 ? -p * Math.Log2(p) : 0) : p * p;
        }

        return entropy ? sum : 1 - sum;
    }

    public override void AddLeaf(ReadOnlySpan<double> totals, List<float> leaves)
    {
        var weight = Weight(totals);
        foreach (var t in totals) leaves.Add((float)(t / weight));
    }
}
