using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// A tree for prediction. Inner nodes stand before their children; a child below 0 is the complement of a leaf's number. Without inner
/// nodes, leaf 0 answers.
/// </summary>
internal sealed class Tree(int classes, int[] feature, float[] threshold, int[] left, int[] right, float[] leaves)
{
    private readonly TreeNode[] _nodes = Join(feature, threshold, left, right, leaves.Length / classes);

    public int[] Feature => feature;

    public float[] Threshold => threshold;

    public int[] Left => left;

    public int[] Right => right;

    /// <summary>[leaves, classes].</summary>
    public float[] Leaves => leaves;

    /// <summary>The class probabilities that a row meets.</summary>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> row)
    {
        var node = feature.Length == 0 ? ~0 : 0;
        while (node >= 0) node = row[feature[node]] > threshold[node] ? right[node] : left[node];
        return Leaf(~node);
    }

    /// <summary>The leaf that each of many rows meets.</summary>
    /// <param name="rows">[rows, columns].</param>
    /// <param name="columns">The number of columns; all features lie below it.</param>
    /// <param name="numbers">[rows]: takes the number of the leaf.</param>
    public void Walk(ReadOnlySpan<float> rows, int columns, Span<int> numbers) =>
        TreeKernels.Walk(_nodes, feature.Length, rows, columns, numbers);

    /// <summary>The class probabilities of a leaf.</summary>
    public ReadOnlySpan<float> Leaf(int number) => leaves.AsSpan(number * classes, classes);

    public int Depth()
    {
        var depth = new int[feature.Length];
        var deepest = 0;
        for (var n = 0; n < feature.Length; n++)
        {
            deepest = Math.Max(deepest, depth[n] + 1);
            foreach (var child in (ReadOnlySpan<int>)[left[n], right[n]])
            {
                if (child >= 0) depth[child] = depth[n] + 1;
            }
        }

        return deepest;
    }

    private static TreeNode[] Join(int[] feature, float[] threshold, int[] left, int[] right, int leaves)
    {
        var nodes = new TreeNode[feature.Length + leaves];
        for (var n = 0; n < feature.Length; n++) nodes[n] = new TreeNode(feature[n], threshold[n], Place(left[n]), Place(right[n]));
        for (var leaf = 0; leaf < leaves; leaf++) nodes[feature.Length + leaf] = new TreeNode(0, 0, leaf, leaf);
        return nodes;

        int Place(int child) => child >= 0 ? child - feature.Length : ~child;
    }
}
