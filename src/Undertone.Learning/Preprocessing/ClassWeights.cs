namespace Undertone.Learning.Preprocessing;

/// <summary>Weights that make up for classes of unequal size.</summary>
public static class ClassWeights
{
    /// <summary>
    /// samples / (classes that occur * samples of the class), as scikit-learn's compute_class_weight("balanced"). A class without samples
    /// gets 0.
    /// </summary>
    /// <param name="labels">The class of each sample, in [0, classes).</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>[classes]; the mean weight of the samples is 1.</returns>
    /// <exception cref="ArgumentException">A label lies outside the classes.</exception>
    public static float[] Balanced(ReadOnlySpan<int> labels, int classes)
    {
        var counts = Counts(labels, classes);
        var present = 0;
        foreach (var count in counts) present += count > 0 ? 1 : 0;
        var weights = new float[classes];
        for (var c = 0; c < classes; c++) weights[c] = counts[c] == 0 ? 0 : (float)((double)labels.Length / ((double)present * counts[c]));
        return weights;
    }

    /// <summary>The number of samples of each class, after a check of the labels.</summary>
    internal static int[] Counts(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var counts = new int[classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException($"Label {labels[i]} of sample {i} lies outside the {classes} classes.", nameof(labels));
            counts[labels[i]]++;
        }

        return counts;
    }
}
