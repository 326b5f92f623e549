namespace Undertone.Learning.Preprocessing;

/// <summary>
/// Each column mapped so that the training rows fill [0, 1], as scikit-learn's MinMaxScaler. Later rows may fall outside; a column that
/// does not vary is only shifted to 0.
/// </summary>
public sealed class MinMaxScaler : IScaler
{
    private readonly AffineColumns _map;

    /// <summary>Restores a scaler from saved numbers.</summary>
    /// <param name="minimum">The smallest value of each column.</param>
    /// <param name="range">Largest minus smallest value of each column, 1 where that is 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a number is not usable.</exception>
    public MinMaxScaler(ReadOnlySpan<double> minimum, ReadOnlySpan<double> range) => _map = new AffineColumns(minimum, range);

    /// <inheritdoc/>
    public string Kind => "minmax";

    /// <inheritdoc/>
    public int Columns => _map.Columns;

    /// <summary>The smallest value of each column.</summary>
    public IReadOnlyList<double> Offset => _map.Offset;

    /// <summary>Largest minus smallest value of each column, 1 where that is 0.</summary>
    public IReadOnlyList<double> Scale => _map.Scale;

    /// <summary>Fits on rows.</summary>
    /// <param name="rows">[rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static MinMaxScaler Fit(ReadOnlySpan<float> rows, int columns) => Fit([rows.ToArray()], columns);

    /// <summary>Fits on the rows of all samples together.</summary>
    /// <param name="samples">Each [rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static MinMaxScaler Fit(IReadOnlyList<float[]> samples, int columns)
    {
        AffineColumns.CheckTraining(samples, columns);
        var (low, high) = AffineColumns.Range(samples, columns);
        var minimum = new double[columns];
        var range = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            minimum[c] = low[c];
            range[c] = high[c] == low[c] ? 1 : (double)high[c] - low[c];
        }

        return new MinMaxScaler(minimum, range);
    }

    /// <inheritdoc/>
    public void Transform(Span<float> rows) => _map.Transform(rows);
}
