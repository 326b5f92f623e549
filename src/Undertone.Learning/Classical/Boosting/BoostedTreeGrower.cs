using System.Runtime.Intrinsics;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Kernels;

namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// Grows regression trees on gradients, leaf by leaf where the gain is largest. Of two children the smaller is counted, the larger is what
/// its parent has left. Work buffers are kept from tree to tree.
/// </summary>
internal sealed class BoostedTreeGrower
{
    private const double MinCurvature = 1e-3;
    private readonly BinnedColumns _columns;
    private readonly GradientBoostingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly int[] _offsets;
    private readonly int[] _rows;
    private readonly int[] _spare;
    private readonly Vector128<float>[] _gathered;
    private readonly Stack<Vector128<float>[]> _pool = new();

    public BoostedTreeGrower(BinnedColumns columns, int rows, GradientBoostingOptions options, ParallelOptions parallel)
    {
        (_columns, _options, _parallel) = (columns, options, parallel);
        (_rows, _spare, _gathered) = (new int[rows], new int[rows], new Vector128<float>[rows]);
        _offsets = new int[columns.Columns + 1];
        for (var c = 0; c < columns.Columns; c++) _offsets[c + 1] = _offsets[c] + columns.Thresholds[c].Length + 1;
    }

    /// <summary>Grows a tree and adds its answers to the scores of the rows it was grown on.</summary>
    /// <param name="entries">Gradient, curvature, 1 and 0 of each row.</param>
    /// <param name="scores">The score of each row, at a distance of <paramref name="stride"/>, from <paramref name="first"/> on.</param>
    /// <param name="first">The place of the first score.</param>
    /// <param name="stride">The distance of scores.</param>
    public Tree Grow(ReadOnlySpan<Vector128<float>> entries, double[] scores, int first, int stride)
    {
        for (var i = 0; i < _rows.Length; i++) _rows[i] = i;
        var leaves = new List<Leaf>();
        var open = new PriorityQueue<Leaf, (double, int)>();
        var tree = new TreeBuilder();
        var root = new Leaf { Index = 0, Start = 0, End = _rows.Length, Depth = 0, Histogram = Rent(), Place = TreeBuilder.Root };
        Count(root, entries);
        root.Total = HistogramKernels.Sum(root.Histogram.AsSpan(0, _offsets[1]));
        Consider(root, null);
        leaves.Add(root);
        if (root.Feature >= 0) open.Enqueue(root, (-root.Gain, 0));
        for (var count = 1; count < _options.MaxLeaves && open.TryDequeue(out var leaf, out _); count++)
        {
            var (left, right) = Divide(leaf, leaves.Count, tree);
            leaves.Add(left);
            leaves.Add(right);
            leaf.Divided = true;
            Prepare(leaf, left, right, entries, count + 1 < _options.MaxLeaves);
            if (left.Feature >= 0) open.Enqueue(left, (-left.Gain, left.Index));
            if (right.Feature >= 0) open.Enqueue(right, (-right.Gain, right.Index));
        }

        foreach (var leaf in leaves)
        {
            Return(leaf);
            if (leaf.Divided) continue;
            var value = (float)(-_options.LearningRate * leaf.Total[0] / (leaf.Total[1] + _options.L2));
            tree.Finish(leaf.Place, value);
            for (var i = leaf.Start; i < leaf.End; i++) scores[first + _rows[i] * stride] += value;
        }

        return tree.Build();
    }

    private bool MayDivide(Leaf leaf) =>
        leaf.End - leaf.Start >= 2 * _options.MinSamplesLeaf && leaf.Depth < (_options.MaxDepth ?? int.MaxValue);

    private void Prepare(Leaf parent, Leaf left, Leaf right, ReadOnlySpan<Vector128<float>> entries, bool more)
    {
        if (!more || (!MayDivide(left) && !MayDivide(right)))
        {
            Return(parent);
            return;
        }

        var (small, large) = left.End - left.Start <= right.End - right.Start ? (left, right) : (right, left);
        small.Histogram = Rent();
        large.Histogram = parent.Histogram;
        parent.Histogram = null;
        Count(small, entries);
        Consider(small, large);
        foreach (var leaf in (ReadOnlySpan<Leaf>)[left, right])
        {
            if (leaf.Feature < 0) Return(leaf);
        }
    }

    /// <summary>Gathers the entries of a leaf's rows, so that each column reads them in order.</summary>
    private void Count(Leaf leaf, ReadOnlySpan<Vector128<float>> entries)
    {
        for (var i = leaf.Start; i < leaf.End; i++) _gathered[i] = entries[_rows[i]];
        if (leaf.Index > 0) return;
        Columns((from, to) =>
        {
            for (var c = from; c < to; c++) CountColumn(leaf, c);
        });
    }

    private void CountColumn(Leaf leaf, int column)
    {
        var histogram = leaf.Histogram.AsSpan(_offsets[column], _offsets[column + 1] - _offsets[column]);
        histogram.Clear();
        var size = leaf.End - leaf.Start;
        HistogramKernels.Accumulate(_columns.Bins[column], _rows.AsSpan(leaf.Start, size), _gathered.AsSpan(leaf.Start, size), histogram);
    }

    /// <summary>
    /// Finds the best division of a leaf, column by column while its histogram is in the nearest cache. With a sibling, that one's
    /// histogram (still the parent's) is made and searched on the way.
    /// </summary>
    private void Consider(Leaf leaf, Leaf? sibling)
    {
        var columns = _columns.Columns;
        var cuts = new (int Bin, double Score)[sibling is null ? columns : 2 * columns];
        Columns((from, to) =>
        {
            for (var c = from; c < to; c++)
            {
                if (sibling is not null)
                {
                    CountColumn(leaf, c);
                    var rest = sibling.Histogram.AsSpan(_offsets[c], _offsets[c + 1] - _offsets[c]);
                    HistogramKernels.Subtract(rest, leaf.Histogram.AsSpan(_offsets[c], rest.Length));
                    cuts[columns + c] = Cut(sibling, c);
                }

                cuts[c] = Cut(leaf, c);
            }
        });
        Choose(leaf, cuts.AsSpan(0, columns));
        if (sibling is not null) Choose(sibling, cuts.AsSpan(columns));
    }

    private (int Bin, double Score) Cut(Leaf leaf, int column) => !MayDivide(leaf)
        ? (-1, 0)
        : HistogramKernels.BestCut(
            leaf.Histogram.AsSpan(_offsets[column], _offsets[column + 1] - _offsets[column]),
            _columns.Thresholds[column].Length, leaf.Total, _options.MinSamplesLeaf, MinCurvature, _options.L2);

    private void Choose(Leaf leaf, ReadOnlySpan<(int Bin, double Score)> cuts)
    {
        var own = leaf.Total[0] * leaf.Total[0] / (leaf.Total[1] + _options.L2);
        for (var c = 0; c < cuts.Length; c++)
        {
            var gain = cuts[c].Score - own;
            if (cuts[c].Bin < 0 || !(gain > leaf.Gain)) continue;
            (leaf.Feature, leaf.Bin, leaf.Gain) = (c, cuts[c].Bin, gain);
        }

        if (leaf.Feature >= 0) leaf.LeftTotal = HistogramKernels.Sum(leaf.Histogram.AsSpan(_offsets[leaf.Feature], leaf.Bin + 1));
    }

    private (Leaf Left, Leaf Right) Divide(Leaf leaf, int index, TreeBuilder tree)
    {
        var bins = _columns.Bins[leaf.Feature];
        var (middle, spare) = (leaf.Start, 0);
        for (var i = leaf.Start; i < leaf.End; i++)
        {
            var row = _rows[i];
            if (bins[row] <= leaf.Bin) _rows[middle++] = row;
            else _spare[spare++] = row;
        }

        Array.Copy(_spare, 0, _rows, middle, spare);
        var (leftPlace, rightPlace) = tree.Divide(leaf.Place, leaf.Feature, _columns.Thresholds[leaf.Feature][leaf.Bin]);
        var (depth, rest) = (leaf.Depth + 1, leaf.Total - leaf.LeftTotal);
        return (
            new Leaf { Index = index, Start = leaf.Start, End = middle, Depth = depth, Total = leaf.LeftTotal, Place = leftPlace },
            new Leaf { Index = index + 1, Start = middle, End = leaf.End, Depth = depth, Total = rest, Place = rightPlace });
    }

    private void Columns(Action<int, int> work)
    {
        const int Block = 16;
        if (_parallel.MaxDegreeOfParallelism == 1)
        {
            work(0, _columns.Columns);
            return;
        }

        Parallel.For(
            0, (_columns.Columns + Block - 1) / Block, _parallel, b => work(b * Block, Math.Min(_columns.Columns, (b + 1) * Block)));
    }

    private Vector128<float>[] Rent() => _pool.TryPop(out var held) ? held : new Vector128<float>[_offsets[^1]];

    private void Return(Leaf leaf)
    {
        if (leaf.Histogram is null) return;
        _pool.Push(leaf.Histogram);
        leaf.Histogram = null;
    }

    private sealed class Leaf
    {
        public required int Index { get; init; }

        public required int Start { get; init; }

        public required int End { get; init; }

        public required int Depth { get; init; }

        public required int Place { get; init; }

        public Vector256<double> Total { get; set; }

        public Vector128<float>[]? Histogram { get; set; }

        public int Feature { get; set; } = -1;

        public int Bin { get; set; }

        public double Gain { get; set; }

        public Vector256<double> LeftTotal { get; set; }

        public bool Divided { get; set; }
    }
}
