namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// Rows of the kernel matrix of one two-class problem, in the solver's current order; the least recently used row makes room for a new one.
/// </summary>
internal sealed class KernelRowCache
{
    private readonly KernelTable _table;
    private readonly int[] _order;
    private readonly float[]?[] _rows;
    private readonly long[] _lastUse;
    private readonly int _capacity;
    private int _held;
    private long _clock;

    /// <param name="table">Where values come from.</param>
    /// <param name="members">The rows of the table that take part.</param>
    /// <param name="bytes">Memory for rows; two are always kept.</param>
    public KernelRowCache(KernelTable table, int[] members, long bytes)
    {
        (_table, _order) = (table, [.. members]);
        _rows = new float[members.Length][];
        _lastUse = new long[members.Length];
        _capacity = (int)Math.Clamp(bytes / sizeof(float) / members.Length, 2, Math.Max(2, members.Length));
    }

    /// <summary>The row of the sample at place i, over all places. Stays valid while at most one other row is asked for.</summary>
    public float[] Row(int i)
    {
        _lastUse[i] = ++_clock;
        if (_rows[i] is { } held) return held;
        var row = _held < _capacity ? new float[_order.Length] : Evict();
        _held++;
        _table.Fill(_order[i], _order, row);
        return _rows[i] = row;
    }

    /// <summary>Exchanges two places, in the order and in all rows held.</summary>
    public void Swap(int i, int j)
    {
        (_order[i], _order[j]) = (_order[j], _order[i]);
        (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
        (_lastUse[i], _lastUse[j]) = (_lastUse[j], _lastUse[i]);
        foreach (var row in _rows)
        {
            if (row is not null) (row[i], row[j]) = (row[j], row[i]);
        }
    }

    private float[] Evict()
    {
        var oldest = -1;
        for (var r = 0; r < _rows.Length; r++)
        {
            if (_rows[r] is not null && (oldest < 0 || _lastUse[r] < _lastUse[oldest])) oldest = r;
        }

        var row = _rows[oldest]!;
        _rows[oldest] = null;
        _held--;
        return row;
    }
}
