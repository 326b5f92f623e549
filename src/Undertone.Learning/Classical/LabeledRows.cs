using Undertone.Learning.Preprocessing;

namespace Undertone.Learning.Classical;

/// <summary>What a classifier is fitted on: rows of numbers, their classes and, where wanted, their weights. Checked when made.</summary>
public sealed class LabeledRows : FeatureRows
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
        : base(rows, columns, labels.Length, weights)
    {
        ClassWeights.Counts(labels, classes);
        var occurs = new bool[classes];
        for (var i = 0; i < labels.Length; i++) occurs[labels[i]] |= weights is null || weights[i] > 0;

        if (occurs.AsSpan().Count(true) < 2)
            throw new ArgumentException("A classifier needs rows of at least two classes to be fitted.", nameof(labels));
        (Labels, Classes) = (labels, classes);
    }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

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
        var (rows, weights) = Pick(indices);
        var labels = new int[indices.Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = Labels[indices[i]];
        return new LabeledRows(rows, Columns, labels, Classes, weights);
    }
}
