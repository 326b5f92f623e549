namespace Undertone.Learning.Classical;

/// <summary>What a regressor is fitted on: rows of numbers, the number to be answered for each and, where wanted, their weights.</summary>
public sealed class NumberedRows : FeatureRows
{
    /// <summary>Takes the arrays as they are, without a copy; do not change them afterwards.</summary>
    /// <param name="rows">[rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns (features).</param>
    /// <param name="targets">The number of each row, finite.</param>
    /// <param name="weights">The weight of each row, at least 0; null for 1 each.</param>
    /// <exception cref="ArgumentException">
    /// Lengths do not fit, a number is not finite, or no row has a weight above 0.
    /// </exception>
    public NumberedRows(float[] rows, int columns, double[] targets, float[]? weights = null)
        : base(rows, columns, targets.Length, weights)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]))
                throw new ArgumentException($"The target of row {i} is {targets[i]}, but must be a finite number.", nameof(targets));
        }

        if (targets.Length == 0 || (weights is not null && !Array.Exists(weights, w => w > 0)))
            throw new ArgumentException("A regressor needs a row with a weight above 0 to be fitted.", nameof(targets));
        Targets = targets;
    }

    /// <summary>The number of each row.</summary>
    public double[] Targets { get; }

    /// <summary>A choice of rows, such as one side of a fold.</summary>
    /// <param name="indices">Row numbers; repeats are allowed.</param>
    public NumberedRows Select(ReadOnlySpan<int> indices)
    {
        var (rows, weights) = Pick(indices);
        var targets = new double[indices.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = Targets[indices[i]];
        return new NumberedRows(rows, Columns, targets, weights);
    }
}
