using Undertone.Learning.Kernels;

namespace Undertone.Learning.Preprocessing;

/// <summary>What every scaler shares: its numbers, checked once, and the map itself.</summary>
internal sealed class AffineColumns
{
    private readonly double[] _offset;
    private readonly double[] _scale;

    public AffineColumns(ReadOnlySpan<double> offset, ReadOnlySpan<double> scale)
    {
        if (offset.IsEmpty || offset.Length != scale.Length)
            throw new ArgumentException(
                $"A scaler needs one offset and one scale for each column, but has {offset.Length} offsets and {scale.Length} scales.",
                nameof(scale));
        for (var c = 0; c < offset.Length; c++)
        {
            if (!double.IsFinite(offset[c]) || !double.IsFinite(scale[c]) || scale[c] == 0)
                throw new ArgumentException(
                    $"Column {c} of the scaler is not usable: offset {offset[c]}, scale {scale[c]}; both must be finite and the scale " +
                    "not 0.",
                    nameof(scale));
        }

        _offset = offset.ToArray();
        _scale = scale.ToArray();
    }

    public int Columns => _offset.Length;

    public IReadOnlyList<double> Offset => _offset;

    public IReadOnlyList<double> Scale => _scale;

    public void Transform(Span<float> rows)
    {
        CheckRows(rows.Length, Columns);
        for (var at = 0; at < rows.Length; at += Columns)
        {
            var row = rows.Slice(at, Columns);
            for (var c = 0; c < row.Length; c++) row[c] = (float)((row[c] - _offset[c]) / _scale[c]);
        }
    }

    /// <summary>Refuses a length that is not whole rows.</summary>
    public static void CheckRows(int length, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (length % columns != 0)
            throw new ArgumentException($"{length} numbers are not whole rows of {columns} columns.", nameof(length));
    }

    /// <summary>Refuses training data without rows, with broken rows or with numbers that are not finite.</summary>
    public static int CheckTraining(IReadOnlyList<float[]> samples, int columns)
    {
        long rows = 0;
        for (var s = 0; s < samples.Count; s++)
        {
            CheckRows(samples[s].Length, columns);
            rows += samples[s].Length / columns;
            var bad = Finite.IndexOfExcept(samples[s]);
            if (bad >= 0)
                throw new ArgumentException(
                    $"Sample {s}, row {bad / columns}, column {bad % columns} is {samples[s][bad]}: a scaler is fitted on finite numbers " +
                    "only.",
                    nameof(samples));
        }

        if (rows == 0) throw new ArgumentException("A scaler needs at least one row to be fitted.", nameof(samples));
        return checked((int)rows);
    }

    /// <summary>Smallest and largest number of each column.</summary>
    public static (float[] Low, float[] High) Range(IReadOnlyList<float[]> samples, int columns)
    {
        var low = new float[columns];
        var high = new float[columns];
        Array.Fill(low, float.PositiveInfinity);
        Array.Fill(high, float.NegativeInfinity);
        foreach (var sample in samples)
        {
            for (int i = 0, c = 0; i < sample.Length; i++, c = c + 1 == columns ? 0 : c + 1)
            {
                low[c] = Math.Min(low[c], sample[i]);
                high[c] = Math.Max(high[c], sample[i]);
            }
        }

        return (low, high);
    }
}
