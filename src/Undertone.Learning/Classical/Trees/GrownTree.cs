namespace Undertone.Learning.Classical.Trees;

/// <summary>A tree while it grows and is pruned: every node keeps the sums of its rows.</summary>
internal sealed class GrownTree(TreeTargets targets)
{
    public List<int> Feature { get; } = [];

    public List<float> Threshold { get; } = [];

    public List<int> Left { get; } = [];

    public List<int> Right { get; } = [];

    public List<double[]> Totals { get; } = [];

    public int Add(double[] totals)
    {
        Feature.Add(-1);
        Threshold.Add(0);
        Left.Add(-1);
        Right.Add(-1);
        Totals.Add(totals);
        return Feature.Count - 1;
    }

    /// <summary>How mixed a node is.</summary>
    public double Impurity(int node) => targets.Impurity(Totals[node]);

    public double Weight(int node) => targets.Weight(Totals[node]);

    /// <summary>
    /// Adds the impurity that each feature's divisions took away, weighted by the share of rows they act on, scaled to a sum of 1.
    /// </summary>
    public double[] Importances(int features)
    {
        var result = new double[features];
        double sum = 0;
        for (var n = 0; n < Feature.Count; n++)
        {
            if (Feature[n] < 0) continue;
            var gain = Weight(n) * Impurity(n)
                - Weight(Left[n]) * Impurity(Left[n]) - Weight(Right[n]) * Impurity(Right[n]);
            result[Feature[n]] += gain;
            sum += gain;
        }

        for (var f = 0; f < features && sum > 0; f++) result[f] /= sum;
        return result;
    }

    /// <summary>The tree without what prediction does not need; nodes that cannot be reached from the root are left out.</summary>
    public Tree Compact()
    {
        var (feature, threshold, left, right, leaves) = (
            new List<int>(), new List<float>(), new List<int>(), new List<int>(), new List<float>());
        // An explicit stack: a tree may be as deep as it has rows.
        var stack = new Stack<(int Node, int Parent, bool IsLeft)>([(0, -1, false)]);
        while (stack.TryPop(out var entry))
        {
            var (node, parent, isLeft) = entry;
            int place;
            if (Feature[node] < 0)
            {
                place = ~(leaves.Count / targets.LeafWidth);
                targets.AddLeaf(Totals[node], leaves);
            }
            else
            {
                place = feature.Count;
                feature.Add(Feature[node]);
                threshold.Add(Threshold[node]);
                left.Add(0);
                right.Add(0);
                stack.Push((Right[node], place, false));
                stack.Push((Left[node], place, true));
            }

            if (parent >= 0) (isLeft ? left : right)[parent] = place;
        }

        return new Tree(targets.LeafWidth, [.. feature], [.. threshold], [.. left], [.. right], [.. leaves]);
    }
}
