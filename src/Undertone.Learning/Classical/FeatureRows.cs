using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Classical;

/// <summary>Rows of numbers to learn from, with their weights where wanted. Checked when made.</summary>
public abstract class FeatureRows
{
    private protected FeatureRows(float[] rows, int columns, int targets, float[]? weights)
    {
        AffineColumns.CheckRows(rows.Length, columns);
        if (rows.Length / columns != targets)
            throw new ArgumentException($"There are {rows.Length / columns} rows but {targets} labels.", nameof(rows));
        PredictionInput.CheckFinite(rows, columns);
        if (weights is not null && weights.Length != targets)
            throw new ArgumentException($"There are {targets} rows but {weights.Length} weights.", nameof(weights));
        for (var i = 0; i < (weights?.Length ?? 0); i++)
        {
            if (!(weights![i] >= 0 && float.IsFinite(weights[i])))
            {
                throw new ArgumentException(
                    $"The weight of row {i} is {weights[i]}, but must be a finite number of at least 0.", nameof(weights));
            }
        }

        (Rows, Columns, Count, Weights) = (rows, columns, targets, weights);
    }

    /// <summary>[<see cref="Count"/>, <see cref="Columns"/>], row-major.</summary>
    public float[] Rows { get; }

    /// <summary>The number of columns (features).</summary>
    public int Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The weight of each row; null for 1 each.</summary>
    public float[]? Weights { get; }

    internal ReadOnlySpan<float> Row(int index) => Rows.AsSpan(index * Columns, Columns);

    /// <summary>Some of the rows one after the other, and their weights.</summary>
    private protected (float[] Rows, float[]? Weights) Pick(ReadOnlySpan<int> indices)
    {
        var rows = new float[indices.Length * Columns];
        var weights = Weights is null ? null : new float[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(rows.AsSpan(i * Columns));
            if (weights is not null) weights[i] = Weights![indices[i]];
        }

        return (rows, weights);
    }
}
