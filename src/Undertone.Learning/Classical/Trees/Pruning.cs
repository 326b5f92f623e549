namespace Undertone.Learning.Classical.Trees;

/// <summary>
/// Minimal cost-complexity pruning: the weakest link goes until every link is worth more than alpha a leaf (Breiman and others 1984,
/// chapter 3).
/// </summary>
internal static class Pruning
{
    public static void Apply(GrownTree tree, TreeSettings settings)
    {
        var count = tree.Feature.Count;
        var total = tree.Weight(0);
        var parent = new int[count];
        parent[0] = -1;
        var (own, below, leaves) = (new double[count], new double[count], new int[count]);
        for (var n = 0; n < count; n++)
        {
            own[n] = tree.Impurity(n) * tree.Weight(n) / total;
            if (tree.Feature[n] < 0) continue;
            parent[tree.Left[n]] = n;
            parent[tree.Right[n]] = n;
        }

        // Children stand behind their parents, so one pass from the back sums them up.
        for (var n = count - 1; n >= 0; n--)
        {
            var inner = tree.Feature[n] >= 0;
            below[n] = inner ? below[tree.Left[n]] + below[tree.Right[n]] : own[n];
            leaves[n] = inner ? leaves[tree.Left[n]] + leaves[tree.Right[n]] : 1;
        }

        var live = new bool[count];
        live[0] = true;
        for (var n = 0; n < count; n++)
        {
            if (tree.Feature[n] >= 0 && live[n]) live[tree.Left[n]] = live[tree.Right[n]] = true;
        }

        while (true)
        {
            var (weakest, least) = (-1, double.PositiveInfinity);
            for (var n = 0; n < count; n++)
            {
                if (!live[n] || tree.Feature[n] < 0) continue;
                var worth = (own[n] - below[n]) / (leaves[n] - 1);
                if (worth < least) (weakest, least) = (n, worth);
            }

            if (weakest < 0 || least > settings.PruningAlpha) return;
            Bury(tree, live, weakest);
            var (error, gone) = (own[weakest] - below[weakest], leaves[weakest] - 1);
            for (var n = weakest; n >= 0; n = parent[n])
            {
                below[n] += error;
                leaves[n] -= gone;
            }
        }
    }

    /// <summary>Makes a node a leaf.</summary>
    private static void Bury(GrownTree tree, bool[] live, int node)
    {
        var stack = new Stack<int>([tree.Left[node], tree.Right[node]]);
        while (stack.TryPop(out var n))
        {
            live[n] = false;
            if (tree.Feature[n] < 0) continue;
            stack.Push(tree.Left[n]);
            stack.Push(tree.Right[n]);
        }

        tree.Feature[node] = -1;
    }
}
