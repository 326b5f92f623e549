using Undertone.Learning.Randomness;

namespace Undertone.Learning.Classical.Trees;

/// <summary>Grows one tree (CART; Breiman and others 1984) on the rows whose weight is above 0.</summary>
internal static class TreeGrower
{
    /// <param name="columns">The table by columns.</param>
    /// <param name="targets">What is learnt for each row.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="settings">Limits of growth.</param>
    /// <param name="seed">Fixes which features are tried where not all are.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static GrownTree Grow(
        ColumnCodes columns, TreeTargets targets, double[] weights, TreeSettings settings, ulong seed, CancellationToken cancellation)
    {
        var rows = new List<int>(weights.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0) rows.Add(i);
        }

        var growth = new Growth(columns, targets, weights, settings, [.. rows], seed);
        growth.Run(cancellation);
        if (settings.PruningAlpha > 0) Pruning.Apply(growth.Tree, settings);
        return growth.Tree;
    }

    /// <summary>n log n for whole numbers, where all weights are whole: the entropy of a division then costs four look-ups.</summary>
    private static double[]? LogTable(double[] weights)
    {
        double sum = 0;
        foreach (var w in weights)
        {
            if (w != Math.Floor(w)) return null;
            sum += w;
        }

        if (sum > 1 << 24) return null;
        var table = new double[(int)sum + 1];
        for (var i = 1; i < table.Length; i++) table[i] = i * Math.Log(i);
        return table;
    }

    private sealed class Growth
    {
        private readonly ColumnCodes _columns;
        private readonly TreeTargets _targets;
        private readonly double[] _weights;
        private readonly TreeSettings _settings;
        private readonly int[] _rows;
        private readonly int[] _spare;
        private readonly SplitFinder _finder;
        private readonly double _weight;
        private SplitMix64 _random;

        public Growth(ColumnCodes columns, TreeTargets targets, double[] weights, TreeSettings settings, int[] rows, ulong seed)
        {
            (_columns, _targets, _weights, _settings, _rows, _spare) = (columns, targets, weights, settings, rows, new int[rows.Length]);
            _finder = new SplitFinder(columns, targets, weights, settings, settings.Entropy ? LogTable(weights) : null);
            _random = new SplitMix64(seed);
            Tree = new GrownTree(targets);
            foreach (var r in rows) _weight += weights[r];
        }

        public GrownTree Tree { get; }

        public void Run(CancellationToken cancellation)
        {
            if (_settings.MaxLeaves == int.MaxValue) DepthFirst(cancellation);
            else BestFirst(cancellation);
        }

        private void DepthFirst(CancellationToken cancellation)
        {
            var open = new Stack<Node>();
            if (Open(0, _rows.Length, 0) is { } root) open.Push(root);
            while (open.TryPop(out var node))
            {
                cancellation.ThrowIfCancellationRequested();
                var (left, right) = Expand(node);
                if (right is not null) open.Push(right);
                if (left is not null) open.Push(left);
            }
        }

        private void BestFirst(CancellationToken cancellation)
        {
            var open = new PriorityQueue<Node, (double, int)>();
            if (Open(0, _rows.Length, 0) is { } root) open.Enqueue(root, (-root.Gain, 0));
            for (var leaves = 1; leaves < _settings.MaxLeaves && open.TryDequeue(out var node, out _); leaves++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (left, right) = Expand(node);
                if (left is not null) open.Enqueue(left, (-left.Gain, left.Index));
                if (right is not null) open.Enqueue(right, (-right.Gain, right.Index));
            }
        }

        /// <summary>Makes a node of a range of rows; answers null where it stays a leaf.</summary>
        private Node? Open(int start, int end, int depth)
        {
            var totals = new double[_targets.Width];
            for (var i = start; i < end; i++) _targets.Add(totals, _rows[i], _weights[_rows[i]]);
            var index = Tree.Add(totals);
            var count = end - start;
            var small = count < _settings.MinSamplesSplit || count < 2 * _settings.MinSamplesLeaf;
            if (depth >= _settings.MaxDepth || small || _targets.IsPure(totals)) return null;
            var split = _finder.Find(_rows.AsSpan(start, count), totals, ref _random);
            if (split.Feature < 0) return null;
            var middle = Partition(start, end, split);
            var gain = 0.0;
            if (_settings.MinImpurityDecrease > 0 || _settings.MaxLeaves < int.MaxValue)
            {
                gain = Gain(index, totals, start, middle);
                if (gain + double.Epsilon < _settings.MinImpurityDecrease) return null;
            }

            return new Node(index, start, middle, end, depth, split, gain);
        }

        private (Node? Left, Node? Right) Expand(Node node)
        {
            Tree.Feature[node.Index] = node.Split.Feature;
            Tree.Threshold[node.Index] = node.Split.Threshold;
            Tree.Left[node.Index] = Tree.Feature.Count;
            var left = Open(node.Start, node.Middle, node.Depth + 1);
            Tree.Right[node.Index] = Tree.Feature.Count;
            var right = Open(node.Middle, node.End, node.Depth + 1);
            return (left, right);
        }

        private double Gain(int node, double[] totals, int start, int middle)
        {
            var left = new double[totals.Length];
            for (var i = start; i < middle; i++) _targets.Add(left, _rows[i], _weights[_rows[i]]);
            var right = new double[totals.Length];
            for (var c = 0; c < right.Length; c++) right[c] = totals[c] - left[c];
            return (Tree.Weight(node) * Tree.Impurity(node) - _targets.Weight(left) * _targets.Impurity(left)
                - _targets.Weight(right) * _targets.Impurity(right)) / _weight;
        }

        /// <summary>Rows that go left to the front, both sides in their old order.</summary>
        private int Partition(int start, int end, Split split)
        {
            var codes = _columns.Codes[split.Feature];
            var (left, right) = (start, 0);
            for (var i = start; i < end; i++)
            {
                var row = _rows[i];
                if (codes[row] <= split.Code) _rows[left++] = row;
                else _spare[right++] = row;
            }

            Array.Copy(_spare, 0, _rows, left, right);
            return left;
        }

        private sealed record Node(int Index, int Start, int Middle, int End, int Depth, Split Split, double Gain);
    }
}
