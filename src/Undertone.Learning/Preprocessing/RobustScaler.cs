namespace Undertone.Learning.Preprocessing;

/// <summary>
/// Each column less its median, divided by its interquartile range (25 to 75 %, linear interpolation between ranks), as scikit-learn's
/// RobustScaler: a few extreme clips do not move it. A column whose quartiles coincide is only centred.
/// </summary>
public sealed class RobustScaler : IScaler
{
    private readonly AffineColumns _map;

    /// <summary>Restores a scaler from saved numbers.</summary>
    /// <param name="median">The median of each column.</param>
    /// <param name="quartileRange">The interquartile range of each column, 1 where that is 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a number is not usable.</exception>
    public RobustScaler(ReadOnlySpan<double> median, ReadOnlySpan<double> quartileRange) => _map = new AffineColumns(median, quartileRange);

    /// <inheritdoc/>
    public string Kind => "robust";

    /// <inheritdoc/>
    public int Columns => _map.Columns;

    /// <summary>The median of each column.</summary>
    public IReadOnlyList<double> Offset => _map.Offset;

    /// <summary>The interquartile range of each column, 1 where that is 0.</summary>
    public IReadOnlyList<double> Scale => _map.Scale;

    /// <summary>Fits on rows.</summary>
    /// <param name="rows">[rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static RobustScaler Fit(ReadOnlySpan<float> rows, int columns) => Fit([rows.ToArray()], columns);

    /// <summary>Fits on the rows of all samples together.</summary>
    /// <param name="samples">Each [rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static RobustScaler Fit(IReadOnlyList<float[]> samples, int columns)
    {
        var rows = AffineColumns.CheckTraining(samples, columns);
        var column = new float[rows];
        var median = new double[columns];
        var range = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            var at = 0;
            foreach (var sample in samples)
            {
                for (var i = c; i < sample.Length; i += columns) column[at++] = sample[i];
            }

            Array.Sort(column);
            median[c] = Quantile(column, 0.5);
            var width = Quantile(column, 0.75) - Quantile(column, 0.25);
            range[c] = width == 0 ? 1 : width;
        }

        return new RobustScaler(median, range);
    }

    /// <inheritdoc/>
    public void Transform(Span<float> rows) => _map.Transform(rows);

    private static double Quantile(float[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * ((double)sorted[above] - sorted[below]);
    }
}
