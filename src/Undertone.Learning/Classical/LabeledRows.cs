using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Classical;

/// <summary>What a classifier is fitted on: rows of numbers, their classes and, where wanted, their weights. Checked when made.</summary>
public sealed class LabeledRows
{
    /// <summary>Takes the arrays as they are, without a copy; do not change them afterwards.</summary>
    /// <param name="rows">[rows, columns], row-major, finite.</param>
    /// <param name="columns">The number of columns (features).</param>
    /// <param name="labels">The class of each row, in [0, classes).</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">The weight of each row, at least 0; null for 1 each.</param>
    /// <exception cref="ArgumentException">
    /// Lengths do not fit, a number is not finite, a label is out of range, or fewer than two classes occur with a weight above 0.
    /// </exception>
    public LabeledRows(float[] rows, int columns, int[] labels, int classes, float[]? weights = null)
    {
        AffineColumns.CheckRows(rows.Length, columns);
        if (rows.Length / columns != labels.Length)
            throw new ArgumentException($"There are {rows.Length / columns} rows but {labels.Length} labels.", nameof(labels));
        PredictionInput.CheckFinite(rows, columns);
        ClassWeights.Counts(labels, classes);
        if (weights is not null && weights.Length != labels.Length)
            throw new ArgumentException($"There are {labels.Length} rows but {weights.Length} weights.", nameof(weights));
        var occurs = new bool[classes];
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights is null ? 1 : weights[i];
            if (!(weight >= 0 && float.IsFinite(weight)))
            {
                throw new ArgumentException(
                    $"The weight of row {i} is {weight}, but must be a finite number of at least 0.", nameof(weights));
            }
            occurs[labels[i]] |= weight > 0;
        }

        if (occurs.AsSpan().Count(true) < 2)
            throw new ArgumentException("A classifier needs rows of at least two classes to be fitted.", nameof(labels));
        (Rows, Columns, Labels, Classes, Weights) = (rows, columns, labels, classes, weights);
    }

    /// <summary>[<see cref="Count"/>, <see cref="Columns"/>], row-major.</summary>
    public float[] Rows { get; }

    /// <summary>The number of columns (features).</summary>
    public int Columns { get; }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The weight of each row; null for 1 each.</summary>
    public float[]? Weights { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Labels.Length;

    /// <summary>The same rows with each weight multiplied by that of its class, as from <see cref="ClassWeights.Balanced"/>.</summary>
    /// <param name="classWeights">[<see cref="Classes"/>].</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the classes, or a weight is not usable.</exception>
    public LabeledRows WithClassWeights(ReadOnlySpan<float> classWeights)
    {
        if (classWeights.Length != Classes)
            throw new ArgumentException($"There are {Classes} classes but {classWeights.Length} class weights.", nameof(classWeights));
        var weights = new float[Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = (Weights is null ? 1 : Weights[i]) * classWeights[Labels[i]];
        return new LabeledRows(Rows, Columns, Labels, Classes, weights);
    }

    /// <summary>A choice of rows, such as one side of a fold.</summary>
    /// <param name="indices">Row numbers; repeats are allowed.</param>
    /// <exception cref="ArgumentException">The choice holds fewer than two classes.</exception>
    public LabeledRows Select(ReadOnlySpan<int> indices)
    {
        var rows = new float[indices.Length * Columns];
        var labels = new int[indices.Length];
        var weights = Weights is null ? null : new float[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(rows.AsSpan(i * Columns));
            labels[i] = Labels[indices[i]];
            if (weights is not null) weights[i] = Weights![indices[i]];
        }

        return new LabeledRows(rows, Columns, labels, Classes, weights);
    }

    internal ReadOnlySpan<float> Row(int index) => Rows.AsSpan(index * Columns, Columns);
}
