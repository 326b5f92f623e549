namespace Undertone.Learning.Classical.Boosting;

/// <summary>
/// The training table by columns, each number replaced by the bin it falls into: at most 255 bins, cut at midpoints or at quantiles.
/// </summary>
internal sealed class BinnedColumns
{
    private BinnedColumns(byte[][] bins, float[][] thresholds) => (Bins, Thresholds) = (bins, thresholds);

    /// <summary>The bin of each row, for each column.</summary>
    public byte[][] Bins { get; }

    /// <summary>
    /// The upper edge of each bin but the last, for each column: a number belongs to the first bin whose edge is not below it.
    /// </summary>
    public float[][] Thresholds { get; }

    public int Columns => Bins.Length;

    public static BinnedColumns Create(FeatureRows data, int maxBins, FitContext context)
    {
        var (bins, thresholds) = (new byte[data.Columns][], new float[data.Columns][]);
        Parallel.For(0, data.Columns, context.Parallel, () => new float[data.Count], (c, _, sorted) =>
        {
            for (var i = 0; i < data.Count; i++) sorted[i] = data.Rows[i * data.Columns + c];
            Array.Sort(sorted);
            thresholds[c] = Cut(sorted, maxBins);
            var own = new byte[data.Count];
            for (var i = 0; i < data.Count; i++) own[i] = BinOf(thresholds[c], data.Rows[i * data.Columns + c]);
            bins[c] = own;
            return sorted;
        }, _ => { });
        return new BinnedColumns(bins, thresholds);
    }

    private static byte BinOf(float[] thresholds, float value)
    {
        var (low, high) = (0, thresholds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (value <= thresholds[middle]) high = middle;
            else low = middle + 1;
        }

        return (byte)low;
    }

    /// <summary>
    /// Midpoints between distinct numbers where these are few, otherwise the quantiles (each the middle of the two numbers it lies
    /// between).
    /// </summary>
    private static float[] Cut(float[] sorted, int maxBins)
    {
        var cuts = new List<float>(maxBins);
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++) distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        if (distinct <= maxBins)
        {
            for (var i = 1; i < sorted.Length; i++)
            {
                if (sorted[i] != sorted[i - 1]) cuts.Add(Below(sorted[i - 1], sorted[i]));
            }

            return [.. cuts];
        }

        for (var b = 1; b < maxBins; b++)
        {
            var place = (double)b / maxBins * (sorted.Length - 1);
            var (low, high) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
            var cut = low == high ? low : Below(low, high);
            if (cuts.Count == 0 || cut > cuts[^1]) cuts.Add(cut);
        }

        // A cut at the largest number would leave the last bin empty.
        if (cuts.Count > 0 && cuts[^1] >= sorted[^1]) cuts.RemoveAt(cuts.Count - 1);
        return [.. cuts];
    }

    /// <summary>The middle of two numbers, rounded so that it is below the higher.</summary>
    private static float Below(float low, float high)
    {
        var middle = (float)(low / 2.0 + high / 2.0);
        return middle < high ? middle : low;
    }
}
