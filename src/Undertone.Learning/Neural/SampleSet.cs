namespace Undertone.Learning.Neural;

/// <summary>Labelled samples. Nothing is copied: the arrays must not change while a trainer uses them.</summary>
public sealed class SampleSet
{
    /// <summary>Joins samples and labels.</summary>
    /// <param name="inputs">Row-major samples, [features], [time, columns] or [time, bands, channels] each.</param>
    /// <param name="labels">A class number for each sample; any where the network tells no classes apart.</param>
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

    /// <summary>
    /// Whether classes take turns inside a group, rarer ones repeating their samples; without <see cref="Groups"/> it changes nothing.
    /// Default false.
    /// </summary>
    public bool BalanceClasses { get; init; }

    /// <summary>
    /// The classes that each sample could have, bit c for class c: where a corpus has no such label, training neither rewards nor punishes
    /// it. Null, the default, where all are possible; needs at most 64 classes.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer than samples, or a sample's own class is not possible.</exception>
    public ulong[]? Possible
    {
        get;
        init
        {
            Require(value, "sets of possible classes");
            for (var i = 0; i < Count && value is not null; i++)
            {
                if (Labels[i] is < 0 or > 63 || (value[i] >> Labels[i] & 1) == 0)
                    throw new ArgumentException($"Sample {i} has label {Labels[i]}, which is not among its possible classes.");
            }

            field = value;
        }
    }

    /// <summary>
    /// What the loss is taken against in place of each label, [classes] that sum to 1: such as a teacher's answer mixed with the label.
    /// Null, the default, where it is the label.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer than samples.</exception>
    public IReadOnlyList<float[]>? SoftLabels
    {
        get;
        init
        {
            Require(value, "soft labels");
            field = value;
        }
    }

    /// <summary>
    /// The numbers of each sample on the dimensions that the network answers with, [dimensions]; NaN where one is not known. Null, the
    /// default, where the network has no dimensions.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer than samples.</exception>
    public IReadOnlyList<float[]>? Numbers
    {
        get;
        init
        {
            Require(value, "lists of numbers");
            field = value;
        }
    }

    /// <summary>What is done to a sample when it is put into a batch of training; null, the default, for nothing.</summary>
    public ISampleAugmentation? Augmentation { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => Inputs.Count;

    private void Require<T>(IReadOnlyList<T>? list, string what)
    {
        if (list is not null && list.Count != Count) throw new ArgumentException($"{Count} samples have {list.Count} {what}.");
    }
}
