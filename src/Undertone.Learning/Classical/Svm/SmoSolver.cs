using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Svm;

/// <summary>
/// Solves one problem: min 1/2 aᵀQa + pᵀa, 0 &lt;= a &lt;= C, yᵀa = 0, Q = y yᵀ K; p is -1 where two classes are told apart. Keeps
/// v = -y * gradient instead of the gradient, so that only plain kernel values are needed and one step changes v by two rows.
/// </summary>
internal sealed class SmoSolver
{
    private readonly KernelRowCache _cache;
    private readonly CancellationToken _cancellation;
    private readonly int _count;
    private readonly double _tolerance;
    private readonly int[] _place;
    private readonly double[] _y;
    private readonly double[] _bound;
    private readonly double[] _alpha;
    private readonly double[] _start;
    private readonly double[] _v;
    private readonly double[] _atBound;
    private readonly double[] _diagonal;
    private readonly double[] _up;
    private readonly double[] _low;
    private int _active;
    private bool _unshrunk;

    private SmoSolver(
        KernelTable table, int[] members, double[] y, double[] start, double[] bounds, double tolerance, long cacheBytes,
        CancellationToken cancellation)
    {
        (_count, _tolerance, _cancellation) = (members.Length, tolerance, cancellation);
        _cache = new KernelRowCache(table, members, cacheBytes);
        (_y, _bound, _start, _v) = ([.. y], [.. bounds], [.. start], [.. start]);
        (_alpha, _atBound, _diagonal, _up, _low) = (
            new double[_count], new double[_count], new double[_count], new double[_count], new double[_count]);
        _place = new int[_count];
        for (var i = 0; i < _count; i++)
        {
            (_place[i], _diagonal[i]) = (i, table.Diagonal[members[i]]);
            Classify(i);
        }

        _active = _count;
    }

    /// <summary>
    /// Answers y * alpha of each member, and the offset rho: the decision is the sum of those times kernel values, less rho.
    /// </summary>
    /// <param name="table">Kernel values.</param>
    /// <param name="members">The row of each member in the table.</param>
    /// <param name="y">1 or -1 for each member.</param>
    /// <param name="start">-y p of each member, which is y itself where two classes are told apart.</param>
    /// <param name="bounds">C of each member.</param>
    /// <param name="tolerance">When to stop.</param>
    /// <param name="shrinking">Whether settled members leave the problem for a while.</param>
    /// <param name="cacheBytes">Memory for rows of kernel values.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static (double[] Coefficients, double Rho) Solve(
        KernelTable table, int[] members, double[] y, double[] start, double[] bounds, double tolerance, bool shrinking, long cacheBytes,
        CancellationToken cancellation)
    {
        var solver = new SmoSolver(table, members, y, start, bounds, tolerance, cacheBytes, cancellation);
        solver.Run(shrinking);
        var coefficients = new double[solver._count];
        for (var i = 0; i < solver._count; i++) coefficients[solver._place[i]] = solver._y[i] * solver._alpha[i];
        return (coefficients, solver.Rho());
    }

    private void Run(bool shrinking)
    {
        var period = Math.Min(_count, 1000);
        var countdown = period + 1;
        for (var step = 0L; ; step++)
        {
            if ((step & 1023) == 0) _cancellation.ThrowIfCancellationRequested();
            if (--countdown == 0)
            {
                countdown = period;
                if (shrinking) Shrink();
            }

            if (!Select(out var i, out var j))
            {
                Reconstruct();
                if (!Select(out i, out j)) return;
                countdown = 1;
            }

            Update(i, j);
        }
    }

    private bool Select(out int i, out int j)
    {
        j = -1;
        var active = _v.AsSpan(0, _active);
        (var largest, i) = SmoKernels.LargestUp(active, _up);
        if (i < 0) return false;
        (j, var smallest) = SmoKernels.BestPartner(active, _low, _cache.Row(i), _diagonal, largest, _diagonal[i]);
        return j >= 0 && largest - smallest >= _tolerance;
    }

    private void Update(int i, int j)
    {
        var (rowI, rowJ) = (_cache.Row(i), _cache.Row(j));
        var curvature = _diagonal[i] + _diagonal[j] - 2 * (double)rowI[j];
        if (curvature <= 0) curvature = 1e-12;
        var (oldI, oldJ) = (_alpha[i], _alpha[j]);
        // Both move along y by the same amount, as far as the nearer bound allows.
        var amount = (_v[i] - _v[j]) / curvature;
        var roomI = _y[i] > 0 ? _bound[i] - oldI : oldI;
        var roomJ = _y[j] > 0 ? oldJ : _bound[j] - oldJ;
        if (amount >= roomI && roomI <= roomJ)
        {
            amount = roomI;
            _alpha[i] = _y[i] > 0 ? _bound[i] : 0;
            _alpha[j] = Inside(oldJ - _y[j] * amount, _bound[j]);
        }
        else if (amount >= roomJ)
        {
            amount = roomJ;
            _alpha[j] = _y[j] > 0 ? 0 : _bound[j];
            _alpha[i] = Inside(oldI + _y[i] * amount, _bound[i]);
        }
        else
        {
            _alpha[i] = Inside(oldI + _y[i] * amount, _bound[i]);
            _alpha[j] = Inside(oldJ - _y[j] * amount, _bound[j]);
        }

        SmoKernels.Step(_v.AsSpan(0, _active), rowI, _y[i] * (_alpha[i] - oldI), rowJ, _y[j] * (_alpha[j] - oldJ));
        Settle(i, oldI, rowI);
        Settle(j, oldJ, rowJ);
    }

    private static double Inside(double alpha, double bound) => Math.Clamp(alpha, 0, bound);

    /// <summary>Books a change of alpha: what it may do now, and its part in the sum over those at their upper bound.</summary>
    private void Settle(int i, double old, float[] row)
    {
        var (was, now) = (old >= _bound[i], _alpha[i] >= _bound[i]);
        Classify(i);
        if (was != now) SmoKernels.AddScaled(_atBound, row, now ? _y[i] * _bound[i] : -_y[i] * _bound[i]);
    }

    private void Classify(int i)
    {
        var (canGrow, canShrink) = (_alpha[i] < _bound[i], _alpha[i] > 0);
        _up[i] = (_y[i] > 0 ? canGrow : canShrink) ? 0 : double.NegativeInfinity;
        _low[i] = (_y[i] > 0 ? canShrink : canGrow) ? 0 : double.PositiveInfinity;
    }

    private void Shrink()
    {
        var (largest, smallest) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var t = 0; t < _active; t++)
        {
            largest = Math.Max(largest, _v[t] + _up[t]);
            smallest = Math.Min(smallest, _v[t] + _low[t]);
        }

        if (!_unshrunk && largest - smallest <= _tolerance * 10)
        {
            _unshrunk = true;
            Reconstruct();
        }

        for (var i = 0; i < _active; i++)
        {
            if (!Settled(i)) continue;
            for (_active--; _active > i; _active--)
            {
                if (Settled(_active)) continue;
                Swap(i, _active);
                break;
            }
        }

        // Settled: at a bound, and on the far side of every row that could move it off.
        bool Settled(int t) => (_up[t] < 0 && _v[t] > largest) || (_low[t] > 0 && _v[t] < smallest);
    }

    private void Swap(int i, int j)
    {
        _cache.Swap(i, j);
        (_place[i], _place[j]) = (_place[j], _place[i]);
        foreach (var a in (ReadOnlySpan<double[]>)[_y, _start, _bound, _alpha, _v, _atBound, _diagonal, _up, _low])
            (a[i], a[j]) = (a[j], a[i]);
    }

    /// <summary>Works v out anew for the rows that had been set aside, and takes them back.</summary>
    private void Reconstruct()
    {
        if (_active == _count) return;
        for (var t = _active; t < _count; t++) _v[t] = _start[t] - _atBound[t];
        for (var i = 0; i < _count; i++)
        {
            if (_alpha[i] <= 0 || _alpha[i] >= _bound[i]) continue;
            SmoKernels.AddScaled(_v.AsSpan(_active), _cache.Row(i).AsSpan(_active), -_y[i] * _alpha[i]);
        }

        _active = _count;
    }

    private double Rho()
    {
        var (above, below, sum, free) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0);
        for (var t = 0; t < _count; t++)
        {
            if (_up[t] == 0 && _low[t] == 0)
            {
                sum -= _v[t];
                free++;
            }
            else if (_up[t] == 0)
            {
                above = Math.Min(above, -_v[t]);
            }
            else
            {
                below = Math.Max(below, -_v[t]);
            }
        }

        return free > 0 ? sum / free : (above + below) / 2;
    }
}
