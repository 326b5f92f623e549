namespace Undertone.Learning.Classical.Trees;

/// <summary>What a tree learns for each row, and what a node keeps of its rows: a few sums.</summary>
internal abstract class TreeTargets
{
    /// <summary>How many sums a node keeps.</summary>
    public abstract int Width { get; }

    /// <summary>How many numbers a leaf answers with.</summary>
    public abstract int LeafWidth { get; }

    /// <summary>Adds a row to the sums of a node.</summary>
    public abstract void Add(Span<double> totals, int row, double weight);

    /// <summary>Whether no division could make the node better.</summary>
    public abstract bool IsPure(ReadOnlySpan<double> totals);

    /// <summary>The weight of a node's rows.</summary>
    public abstract double Weight(ReadOnlySpan<double> totals);

    /// <summary>How mixed a node is; 0 where it is pure.</summary>
    public abstract double Impurity(ReadOnlySpan<double> totals);

    /// <summary>Adds the answer of a leaf.</summary>
    public abstract void AddLeaf(ReadOnlySpan<double> totals, List<float> leaves);
}
