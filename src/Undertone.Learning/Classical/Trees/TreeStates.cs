using Undertone.Learning.State;

namespace Undertone.Learning.Classical.Trees;

/// <summary>Trees one behind the other in a few tensors.</summary>
internal static class TreeStates
{
    public static IEnumerable<StateTensor> Save(Tree[] trees, int classes)
    {
        var (starts, leafStarts) = (new int[trees.Length + 1], new int[trees.Length + 1]);
        for (var t = 0; t < trees.Length; t++)
        {
            starts[t + 1] = starts[t] + trees[t].Feature.Length;
            leafStarts[t + 1] = leafStarts[t] + trees[t].Leaves.Length / classes;
        }

        yield return StateTensor.From("starts", starts, starts.Length);
        yield return StateTensor.From("leaf_starts", leafStarts, leafStarts.Length);
        yield return StateTensor.From("feature", Join(trees, t => t.Feature), starts[^1]);
        yield return StateTensor.From("threshold", Join(trees, t => t.Threshold), starts[^1]);
        yield return StateTensor.From("left", Join(trees, t => t.Left), starts[^1]);
        yield return StateTensor.From("right", Join(trees, t => t.Right), starts[^1]);
        yield return StateTensor.From("leaves", Join(trees, t => t.Leaves), leafStarts[^1], classes);
    }

    /// <summary>Checks that every tree is one: children stand behind their parents, so that no row can walk in a circle.</summary>
    public static Tree[] Restore(StateReader state, int features, int classes)
    {
        var (nodes, leafCount) = (state.Length("feature"), state.Length("leaves"));
        var starts = state.Ints("starts", 0, nodes, state.Length("starts"));
        var leafStarts = state.Ints("leaf_starts", 0, leafCount, starts.Length);
        var feature = state.Ints("feature", 0, features - 1, nodes);
        var threshold = state.Singles("threshold", nodes);
        var left = state.Ints("left", int.MinValue, int.MaxValue, nodes);
        var right = state.Ints("right", int.MinValue, int.MaxValue, nodes);
        var leaves = state.Singles("leaves", leafCount, classes);
        if (starts.Length < 2 || starts[0] != 0 || starts[^1] != nodes || leafStarts[0] != 0 || leafStarts[^1] != leafCount)
            throw state.Damaged("its trees do not fill their tensors");
        var trees = new Tree[starts.Length - 1];
        for (var t = 0; t < trees.Length; t++)
        {
            var (count, own) = (starts[t + 1] - starts[t], leafStarts[t + 1] - leafStarts[t]);
            if (count < 0 || own < 1) throw state.Damaged($"tree {t} has no leaf");
            var l = left.AsSpan(starts[t], count);
            var r = right.AsSpan(starts[t], count);
            for (var n = 0; n < count; n++)
            {
                foreach (var child in (ReadOnlySpan<int>)[l[n], r[n]])
                {
                    if (child >= 0 ? child <= n || child >= count : ~child >= own)
                        throw state.Damaged($"node {n} of tree {t} has the impossible child {child}");
                }
            }

            trees[t] = new Tree(
                classes, feature[starts[t]..starts[t + 1]], threshold[starts[t]..starts[t + 1]], l.ToArray(), r.ToArray(),
                leaves[(leafStarts[t] * classes)..(leafStarts[t + 1] * classes)]);
        }

        return trees;
    }

    private static T[] Join<T>(Tree[] trees, Func<Tree, T[]> part) => [.. trees.SelectMany(part)];
}
