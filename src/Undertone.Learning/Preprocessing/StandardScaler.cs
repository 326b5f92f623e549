namespace Undertone.Learning.Preprocessing;

/// <summary>
/// Zero mean and unit variance for each column, as scikit-learn's StandardScaler: the variance divides by the number of rows, and a column
/// that does not vary is only centred (scale 1).
/// </summary>
public sealed class StandardScaler : IScaler
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly AffineColumns _map;

    /// <summary>Restores a scaler from saved numbers.</summary>
    /// <param name="mean">The mean of each column.</param>
    /// <param name="scale">The standard deviation of each column, 1 where it does not vary.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a number is not usable.</exception>
    public StandardScaler(ReadOnlySpan<double> mean, ReadOnlySpan<double> scale) => _map = new AffineColumns(mean, scale);

    /// <inheritdoc/>
    public string Kind => "standard";

    /// <inheritdoc/>
    public int Columns => _map.Columns;

    /// <summary>The mean of each column.</summary>
    public IReadOnlyList<double> Offset => _map.Offset;

    /// <summary>The standard deviation of each column, 1 where it does not vary.</summary>
    public IReadOnlyList<double> Scale => _map.Scale;

    /// <summary>Fits on rows.</summary>
    /// <param name="rows">[rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static StandardScaler Fit(ReadOnlySpan<float> rows, int columns) => Fit([rows.ToArray()], columns);

    /// <summary>Fits on the rows of all samples together (samples may differ in their number of rows).</summary>
    /// <param name="samples">Each [rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There is no row, a row is incomplete, or a number is not finite.</exception>
    public static StandardScaler Fit(IReadOnlyList<float[]> samples, int columns)
    {
        double rows = AffineColumns.CheckTraining(samples, columns);
        var mean = new double[columns];
        foreach (var sample in samples)
        {
            for (int i = 0, c = 0; i < sample.Length; i++, c = c + 1 == columns ? 0 : c + 1) mean[c] += sample[i];
        }

        for (var c = 0; c < columns; c++) mean[c] /= rows;
        var squares = new double[columns];
        var rest = new double[columns];
        foreach (var sample in samples)
        {
            for (int i = 0, c = 0; i < sample.Length; i++, c = c + 1 == columns ? 0 : c + 1)
            {
                var d = sample[i] - mean[c];
                squares[c] += d * d;
                rest[c] += d;
            }
        }

        for (var c = 0; c < columns; c++)
        {
            // The second sum takes out what rounding left in the mean (Chan, Golub, LeVeque 1983).
            var variance = Math.Max(0, (squares[c] - rest[c] * rest[c] / rows) / rows);
            var noise = rows * MachineEpsilon * variance + Math.Pow(rows * mean[c] * MachineEpsilon, 2);
            squares[c] = variance <= noise ? 1 : Math.Sqrt(variance);
        }

        return new StandardScaler(mean, squares);
    }

    /// <inheritdoc/>
    public void Transform(Span<float> rows) => _map.Transform(rows);
}
