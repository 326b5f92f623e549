using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Neighbors;

/// <summary>Keeps every row that may be among the k nearest, given that each value is off by less than a margin.</summary>
internal sealed class CandidateList(int k, (float Relative, float Absolute) margin)
{
    private readonly float[] _best = new float[k];
    private readonly List<(float Value, int Index)> _held = [];
    private int _count;
    private float _limit = float.PositiveInfinity;

    public void Offer(ReadOnlySpan<float> values, int firstIndex)
    {
        for (var i = -1; (i = NeighbourKernels.NextNotAbove(values, _limit, i + 1)) < values.Length;)
        {
            _held.Add((values[i], firstIndex + i));
            Insert(values[i]);
        }
    }

    /// <summary>The rows still within the final limit.</summary>
    public List<int> Take()
    {
        var rows = new List<int>(k + 8);
        foreach (var (value, index) in _held)
        {
            if (!(value > _limit)) rows.Add(index);
        }

        return rows;
    }

    /// <summary>Keeps the k smallest values in order, and with them the limit.</summary>
    private void Insert(float value)
    {
        if (_count == k && !(value < _best[k - 1])) return;
        var at = _count < k ? _count++ : k - 1;
        for (; at > 0 && _best[at - 1] > value; at--) _best[at] = _best[at - 1];
        _best[at] = value;
        if (_count < k) return;
        var limit = _best[k - 1] + Math.Abs(_best[k - 1]) * margin.Relative + margin.Absolute;
        // Overflow or NaN (numbers near the largest there are): everything stays a candidate and is ranked in double precision.
        _limit = float.IsNaN(limit) ? float.PositiveInfinity : limit;
    }
}
