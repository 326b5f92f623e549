namespace Undertone.Learning.Classical.Trees;

/// <summary>A number for each row: a node keeps weight, sum and sum of squares around the mean of all, and answers with its mean.</summary>
internal sealed class NumberTargets : TreeTargets
{
    // Impurity below this share of the whole is rounding.
    private const double Rounding = 1e-14;
    private readonly double _mean;
    private readonly double _spread;

    /// <param name="values">The number of each row.</param>
    public NumberTargets(double[] values)
    {
        _mean = values.Average();
        Values = Array.ConvertAll(values, v => v - _mean);
        _spread = Values.Average(v => v * v);
    }

    /// <summary>The number of each row, less the mean of all.</summary>
    public double[] Values { get; }

    public override int Width => 3;

    public override int LeafWidth => 1;

    public override void Add(Span<double> totals, int row, double weight)
    {
        var value = Values[row];
        totals[0] += weight;
        totals[1] += weight * value;
        totals[2] += weight * value * value;
    }

    public override bool IsPure(ReadOnlySpan<double> totals) => Impurity(totals) <= Rounding * _spread;

    public override double Weight(ReadOnlySpan<double> totals) => totals[0];

    /// <summary>The variance.</summary>
    public override double Impurity(ReadOnlySpan<double> totals)
    {
        var mean = totals[1] / totals[0];
        return Math.Max(0, totals[2] / totals[0] - mean * mean);
    }

    public override void AddLeaf(ReadOnlySpan<double> totals, List<float> leaves) => leaves.Add((float)(_mean + totals[1] / totals[0]));
}
