using Undertone.Learning.Graphs;

namespace Undertone.Learning.Classical.Trees;

/// <summary>Trees as the operator for ensembles of trees, which takes the same way at a threshold: up to it left, above it right.</summary>
internal static class TreeGraph
{
    /// <summary>Adds trees whose leaves are summed, and returns [batch, targets].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Rows [batch, features].</param>
    /// <param name="trees">The trees.</param>
    /// <param name="columns">Numbers of a leaf.</param>
    /// <param name="targetOf">The target of a number of a leaf, by the number of the tree and its place in the leaf.</param>
    /// <param name="baseline">What the sums begin with, one number for each target.</param>
    /// <param name="scale">What the numbers of leaves are multiplied by.</param>
    public static string Add(
        Graph graph, string x, IReadOnlyList<Tree> trees, int columns, Func<int, int, int> targetOf, double[] baseline, double scale)
    {
        var (treeOf, node, feature) = (new List<long>(), new List<long>(), new List<long>());
        var (trueNode, falseNode) = (new List<long>(), new List<long>());
        var (threshold, mode) = (new List<float>(), new List<string>());
        var (targetTree, targetNode, target, weight) = (new List<long>(), new List<long>(), new List<long>(), new List<float>());
        for (var t = 0; t < trees.Count; t++)
        {
            var tree = trees[t];
            var inner = tree.Feature.Length;
            for (var n = 0; n < inner; n++)
                AddNode(t, n, "BRANCH_LEQ", tree.Feature[n], tree.Threshold[n], Place(tree.Left[n]), Place(tree.Right[n]));
            for (var leaf = 0; leaf < tree.Leaves.Length / columns; leaf++)
            {
                AddNode(t, inner + leaf, "LEAF", 0, 0, 0, 0);
                for (var c = 0; c < columns; c++)
                {
                    targetTree.Add(t);
                    targetNode.Add(inner + leaf);
                    target.Add(targetOf(t, c));
                    weight.Add((float)(tree.Leaf(leaf)[c] * scale));
                }
            }

            long Place(int child) => child >= 0 ? child : inner + ~child;
        }

        return graph.Add(
            "TreeEnsembleRegressor", Graph.Classical, 1, [x],
            ("aggregate_function", "SUM"),
            ("base_values", Array.ConvertAll(baseline, b => (float)b)),
            ("n_targets", (long)baseline.Length),
            ("nodes_falsenodeids", falseNode.ToArray()),
            ("nodes_featureids", feature.ToArray()),
            ("nodes_modes", mode.ToArray()),
            ("nodes_nodeids", node.ToArray()),
            ("nodes_treeids", treeOf.ToArray()),
            ("nodes_truenodeids", trueNode.ToArray()),
            ("nodes_values", threshold.ToArray()),
            ("post_transform", "NONE"),
            ("target_ids", target.ToArray()),
            ("target_nodeids", targetNode.ToArray()),
            ("target_treeids", targetTree.ToArray()),
            ("target_weights", weight.ToArray()))[0];

        void AddNode(int ofTree, int number, string kind, int column, float value, long left, long right)
        {
            treeOf.Add(ofTree);
            node.Add(number);
            mode.Add(kind);
            feature.Add(column);
            threshold.Add(value);
            trueNode.Add(left);
            falseNode.Add(right);
        }
    }
}
