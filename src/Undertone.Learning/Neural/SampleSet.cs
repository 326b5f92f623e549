namespace Undertone.Learning.Neural;

/// <summary>Labelled samples. Nothing is copied: the arrays must not change while a trainer uses them.</summary>
public sealed class SampleSet
{
    /// <summary>Joins samples and labels.</summary>
    /// <param name="inputs">Row-major samples, [features], [time, columns] or [time, bands, channels] each.</param>
    /// <param name="labels">A class number for each sample.</param>
    /// <param name="weights">How much each sample counts in the loss, or null for 1 each.</param>
    /// <param name="groups">
    /// The group of each sample, such as its corpus, where batches should draw evenly from all groups; null for plain shuffling.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The numbers of samples, labels, weights and groups differ, or a weight is negative or not finite.
    /// </exception>
    public SampleSet(IReadOnlyList<float[]> inputs, int[] labels, float[]? weights = null, IReadOnlyList<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != inputs.Count)
            throw new ArgumentException($"{inputs.Count} samples have {labels.Length} labels.", nameof(labels));
        if (weights is not null && weights.Length != inputs.Count)
            throw new ArgumentException($"{inputs.Count} samples have {weights.Length} weights.", nameof(weights));
        if (groups is not null && groups.Count != inputs.Count)
            throw new ArgumentException($"{inputs.Count} samples have {groups.Count} groups.", nameof(groups));
        foreach (var weight in weights ?? [])
        {
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new ArgumentException($"A sample's weight is {weight}; it must be finite and not negative.", nameof(weights));
        }

        (Inputs, Labels, Weights, Groups) = (inputs, labels, weights, groups);
    }

    /// <summary>The samples.</summary>
    public IReadOnlyList<float[]> Inputs { get; }

    /// <summary>Class number of each sample.</summary>
    public int[] Labels { get; }

    /// <summary>Weight of each sample, or null for 1 each.</summary>
    public float[]? Weights { get; }

    /// <summary>The group of each sample, or null where batches do not care.</summary>
    public IReadOnlyList<string>? Groups { get; }

    /// <summary>Number of samples.</summary>
    public int Count => Inputs.Count;
}
