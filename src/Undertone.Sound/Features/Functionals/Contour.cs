namespace Undertone.Sound.Features.Functionals;

/// <summary>A quantity over time, NaN in frames that have none of it, and what functionals tell of it.</summary>
/// <param name="values">The values, [frames].</param>
internal readonly struct Contour(double[] values)
{
    /// <summary>The share of a contour's range that a change has to have to count as a rise or a fall.</summary>
    private const double LeastTurn = 0.1;

    /// <summary>A contour of no frames.</summary>
    public static Contour None => new([]);

    /// <summary>The values, [frames].</summary>
    public double[] Values { get; } = values;

    /// <summary>The values that there are.</summary>
    public double[] Known => Array.FindAll(Values, v => !double.IsNaN(v));

    /// <summary>The contour with each value as the mean of those that there are of it and its two neighbours (sma3nz).</summary>
    public Contour Smoothed()
    {
        var (values, result) = (Values, new double[Values.Length]);
        for (var t = 0; t < result.Length; t++)
        {
            result[t] = values[t];
            if (double.IsNaN(values[t])) continue;
            var (sum, count) = (0.0, 0);
            for (var i = Math.Max(0, t - 1); i <= Math.Min(t + 1, result.Length - 1); i++)
            {
                if (double.IsNaN(values[i])) continue;
                sum += values[i];
                count++;
            }

            result[t] = sum / count;
        }

        return new Contour(result);
    }

    /// <summary>The contour in the frames in which another one has a value, or in which it has none.</summary>
    public Contour Where(Contour other, bool known = true)
    {
        var result = new double[Values.Length];
        for (var t = 0; t < result.Length; t++) result[t] = double.IsNaN(other.Values[t]) != known ? Values[t] : double.NaN;
        return new Contour(result);
    }

    /// <summary>The stretches of frames that have a value, each from its first to behind its last.</summary>
    public List<(int Start, int End)> Stretches()
    {
        var stretches = new List<(int, int)>();
        for (var t = 0; t < Values.Length; t++)
        {
            var start = t;
            while (t < Values.Length && !double.IsNaN(Values[t])) t++;
            if (t > start) stretches.Add((start, t));
        }

        return stretches;
    }

    /// <summary>
    /// The lowest and highest frames by turns, stretch by stretch: from one to the next it goes by more than a tenth of the range of the
    /// whole contour.
    /// </summary>
    public List<int[]> Turns()
    {
        var known = Known;
        var least = known.Length == 0 ? 0 : LeastTurn * (known.Max() - known.Min());
        var turns = new List<int[]>();
        foreach (var (start, end) in Stretches()) turns.Add(Turns(start, end, least));
        return turns;
    }

    private int[] Turns(int start, int end, double least)
    {
        var turns = new List<int>();
        // The frame that is highest, or lowest, since the last turn; 0 until the first rise or fall is large enough.
        var (low, high, direction) = (start, start, 0);
        for (var t = start + 1; t < end; t++)
        {
            if (Values[t] > Values[high]) high = t;
            if (Values[t] < Values[low]) low = t;
            if (direction >= 0 && Values[high] - Values[t] > least)
            {
                turns.Add(high);
                (direction, low, high) = (-1, t, t);
            }
            else if (direction <= 0 && Values[t] - Values[low] > least)
            {
                turns.Add(low);
                (direction, low, high) = (1, t, t);
            }
        }

        if (direction != 0) turns.Add(direction > 0 ? high : low);
        return [.. turns];
    }

    /// <summary>The slopes of all rising parts, or of all falling ones, from turn to turn, per frame.</summary>
    public double[] Slopes(bool rising)
    {
        var slopes = new List<double>();
        foreach (var turns in Turns())
        {
            for (var i = 1; i < turns.Length; i++)
            {
                var slope = (Values[turns[i]] - Values[turns[i - 1]]) / (turns[i] - turns[i - 1]);
                if (slope > 0 == rising) slopes.Add(slope);
            }
        }

        return [.. slopes];
    }

    /// <summary>How many turns are peaks, from which it falls on both sides.</summary>
    public int Peaks()
    {
        var peaks = 0;
        foreach (var turns in Turns())
        {
            for (var i = 1; i < turns.Length - 1; i++) peaks += Values[turns[i]] > Values[turns[i - 1]] ? 1 : 0;
        }

        return peaks;
    }
}
