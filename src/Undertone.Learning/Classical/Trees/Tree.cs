namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// A tree for prediction. Inner nodes stand before their children; a child below 0 is the complement of a leaf's number. Without inner nodes, leaf 0 answers.
/// </summary>
internal sealed class Tree(int classes, int[] feature, float[] threshold, int[] left, int[] right, float[] leaves)
{
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
        while (node >= 0) node = row[feature[node]] <= threshold[node] ? left[node] : right[node];
        return leaves.AsSpan(~node * classes, classes);
    }

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
}
