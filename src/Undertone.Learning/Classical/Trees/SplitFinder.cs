using Undertone.Learning.Randomness;

namespace Undertone.Learning.Classical.Trees;

/// <summary>Finds the best division of a node exactly: every boundary between different numbers of a feature is tried.</summary>
internal sealed class SplitFinder
{
    /// <summary>Numbers that lie nearer than this count as equal, as in scikit-learn.</summary>
    private const float Nearest = 1e-7f;

    private readonly ColumnCodes _columns;
    private readonly int[]? _labels;
    private readonly double[]? _values;
    private readonly double[] _weights;
    private readonly TreeSettings _settings;
    private readonly double[]? _logTable;
    private readonly RadixSorter _sorter;
    private readonly int[] _features;
    private readonly int[] _nodeLabels;
    private readonly double[] _nodeValues;
    private readonly double[] _nodeWeights;
    private readonly double[] _left;
    private readonly double[] _right;
    private ulong[] _keys;

    public SplitFinder(ColumnCodes columns, TreeTargets targets, double[] weights, TreeSettings settings, double[]? logTable)
    {
        (_columns, _weights, _settings, _logTable) = (columns, weights, settings, logTable);
        (_labels, _values) = ((targets as ClassTargets)?.Labels, (targets as NumberTargets)?.Values);
        var n = weights.Length;
        (_sorter, _keys, _nodeWeights) = (new RadixSorter(n), new ulong[n], new double[n]);
        (_nodeLabels, _nodeValues) = (new int[_labels is null ? 0 : n], new double[_values is null ? 0 : n]);
        (_left, _right) = (new double[targets.Width], new double[targets.Width]);
        _features = new int[columns.Columns];
        for (var f = 0; f < _features.Length; f++) _features[f] = f;
    }

    /// <summary>
    /// The best division of a node's rows. Where not all features are tried, which ones is drawn from <paramref name="random"/>.
    /// </summary>
    public Split Find(ReadOnlySpan<int> rows, ReadOnlySpan<double> totals, ref SplitMix64 random)
    {
        for (var i = 0; i < rows.Length; i++) _nodeWeights[i] = _weights[rows[i]];
        for (var i = 0; i < rows.Length && _labels is not null; i++) _nodeLabels[i] = _labels[rows[i]];
        for (var i = 0; i < rows.Length && _values is not null; i++) _nodeValues[i] = _values[rows[i]];
        var best = Split.None;
        var all = _settings.FeaturesPerSplit >= _features.Length;
        var useful = 0;
        for (var visited = 0; visited < _features.Length && (visited < _settings.FeaturesPerSplit || useful == 0); visited++)
        {
            if (!all)
            {
                var pick = visited + random.Next(_features.Length - visited);
                (_features[visited], _features[pick]) = (_features[pick], _features[visited]);
            }

            if (Try(_features[visited], rows, totals, ref best)) useful++;
        }

        return best;
    }

    /// <summary>Answers false where the feature does not vary in the node.</summary>
    private bool Try(int feature, ReadOnlySpan<int> rows, ReadOnlySpan<double> totals, ref Split best)
    {
        var codes = _columns.Codes[feature];
        var values = _columns.Values[feature];
        var (low, high) = (int.MaxValue, 0);
        var keys = _keys;
        for (var i = 0; i < rows.Length; i++)
        {
            var code = codes[rows[i]];
            low = Math.Min(low, code);
            high = Math.Max(high, code);
            keys[i] = (ulong)(uint)code << 32 | (uint)i;
        }

        if (values[high] <= values[low] + Nearest) return false;
        if (low > 0)
        {
            for (var i = 0; i < rows.Length; i++) keys[i] -= (ulong)(uint)low << 32;
        }

        _sorter.Sort(ref _keys, rows.Length, 32, (uint)(high - low));
        if (_values is not null) ScanVariance(feature, low, rows.Length, totals, ref best);
        else if (_settings.Entropy) ScanEntropy(feature, low, rows.Length, totals, ref best);
        else ScanGini(feature, low, rows.Length, totals, ref best);
        return true;
    }

    /// <summary>The largest sum of squared class weights over the weight of each side, which is the least Gini impurity.</summary>
    private void ScanGini(int feature, int low, int count, ReadOnlySpan<double> totals, ref Split best)
    {
        var (keys, values, left, right, minLeaf) = (_keys, _columns.Values[feature], _left, _right, _settings.MinSamplesLeaf);
        double squaresLeft = 0, squaresRight = 0, weightLeft = 0, weightRight = 0;
        for (var c = 0; c < totals.Length; c++)
        {
            (left[c], right[c]) = (0, totals[c]);
            squaresRight += totals[c] * totals[c];
            weightRight += totals[c];
        }

        var top = best.Score;
        var at = -1;
        for (var i = 0; i < count - minLeaf; i++)
        {
            var key = keys[i];
            var slot = (int)(uint)key;
            var (c, w) = (_nodeLabels[slot], _nodeWeights[slot]);
            squaresLeft += w * (2 * left[c] + w);
            squaresRight += w * (w - 2 * right[c]);
            left[c] += w;
            right[c] -= w;
            weightLeft += w;
            weightRight -= w;
            var (code, next) = ((int)(key >> 32), (int)(keys[i + 1] >> 32));
            if (code == next || i + 1 < minLeaf) continue;
            var score = squaresLeft / weightLeft + squaresRight / weightRight;
            if (score <= top || values[next + low] <= values[code + low] + Nearest) continue;
            (top, at) = (score, i);
        }

        if (at >= 0) best = Divide(feature, low, at, top);
    }

    /// <summary>The same with the sum of x log x, which is the least entropy.</summary>
    private void ScanEntropy(int feature, int low, int count, ReadOnlySpan<double> totals, ref Split best)
    {
        var (keys, values, left, right, minLeaf) = (_keys, _columns.Values[feature], _left, _right, _settings.MinSamplesLeaf);
        double sumLeft = 0, sumRight = 0, weightLeft = 0, weightRight = 0;
        for (var c = 0; c < totals.Length; c++)
        {
            (left[c], right[c]) = (0, totals[c]);
            sumRight += XLogX(totals[c]);
            weightRight += totals[c];
        }

        var top = best.Score;
        var at = -1;
        for (var i = 0; i < count - minLeaf; i++)
        {
            var key = keys[i];
            var slot = (int)(uint)key;
            var (c, w) = (_nodeLabels[slot], _nodeWeights[slot]);
            sumLeft += XLogX(left[c] + w) - XLogX(left[c]);
            sumRight += XLogX(right[c] - w) - XLogX(right[c]);
            left[c] += w;
            right[c] -= w;
            weightLeft += w;
            weightRight -= w;
            var (code, next) = ((int)(key >> 32), (int)(keys[i + 1] >> 32));
            if (code == next || i + 1 < minLeaf) continue;
            var score = sumLeft - XLogX(weightLeft) + sumRight - XLogX(weightRight);
            if (score <= top || values[next + low] <= values[code + low] + Nearest) continue;
            (top, at) = (score, i);
        }

        if (at >= 0) best = Divide(feature, low, at, top);
    }

    /// <summary>The largest sum of squared sums over the weight of each side, which is the least squared error.</summary>
    private void ScanVariance(int feature, int low, int count, ReadOnlySpan<double> totals, ref Split best)
    {
        var (keys, values, minLeaf) = (_keys, _columns.Values[feature], _settings.MinSamplesLeaf);
        var (weightLeft, sumLeft, weightRight, sumRight) = (0.0, 0.0, totals[0], totals[1]);
        var (top, at) = (best.Score, -1);
        for (var i = 0; i < count - minLeaf; i++)
        {
            var key = keys[i];
            var slot = (int)(uint)key;
            var (y, w) = (_nodeValues[slot], _nodeWeights[slot]);
            weightLeft += w;
            weightRight -= w;
            sumLeft += w * y;
            sumRight -= w * y;
            var (code, next) = ((int)(key >> 32), (int)(keys[i + 1] >> 32));
            if (code == next || i + 1 < minLeaf) continue;
            var score = sumLeft * sumLeft / weightLeft + sumRight * sumRight / weightRight;
            if (score <= top || values[next + low] <= values[code + low] + Nearest) continue;
            (top, at) = (score, i);
        }

        if (at >= 0) best = Divide(feature, low, at, top);
    }

    private Split Divide(int feature, int low, int at, double score)
    {
        var values = _columns.Values[feature];
        var code = (int)(_keys[at] >> 32) + low;
        var next = (int)(_keys[at + 1] >> 32) + low;
        var middle = values[code] / 2.0 + values[next] / 2.0;
        // The largest single-precision number that is not above the middle divides single-precision rows exactly as the middle does.
        var threshold = (float)middle;
        if (threshold > middle) threshold = MathF.BitDecrement(threshold);
        return new Split(feature, code, threshold < values[next] ? threshold : values[code], score);
    }

    private double XLogX(double x) => x <= 0 ? 0 : _logTable is null ? x * Math.Log(x) : _logTable[(int)x];
}
