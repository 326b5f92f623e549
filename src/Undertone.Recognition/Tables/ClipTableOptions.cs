using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Tables;

/// <summary>What a table of clips tells of each: pooled features, the embedding of a model, or both, in this order.</summary>
public sealed record ClipTableOptions
{
    /// <summary>The features. Default none.</summary>
    public IReadOnlyList<FeatureSpec> Features { get; init; } = [];

    /// <summary>
    /// The statistics over time that features are told by: mean, std, var, min, max, median and percentiles p0 to p100. Features that are
    /// one row a clip are told as they are. Default mean and std.
    /// </summary>
    public IReadOnlyList<string> Pool { get; init; } = ["mean", "std"];

    /// <summary>
    /// The model whose embeddings are told: what a network's last dense layer sees, or the scaled features of a classical model, of the
    /// whole clip. Default null: none.
    /// </summary>
    public ModelBundle? Model { get; init; }

    /// <summary>
    /// The rate in Hz that clips are resampled to for the features. Default null: each at its own. A model brings clips to its rate itself.
    /// </summary>
    public int? SampleRateHz { get; init; }

    /// <summary>Worker threads, at least 1, or null for one a processor. Results do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="ArgumentException">There is nothing to tell, a statistic is unknown, or a number is too small.</exception>
    public void Validate()
    {
        if (Features.Count == 0 && Model is null) throw new ArgumentException("There is nothing to tell: name a feature or a model.");
        if (Pool.Count == 0) throw new ArgumentException("There is no statistic to pool by: name at least one, such as mean.");
        if (Pool.Select(FeaturePlan.StatisticFault).FirstOrDefault(f => f is not null) is { } fault) throw new ArgumentException(fault);
        if (Pool.Distinct().Count() < Pool.Count) throw new ArgumentException("A statistic is named twice: name each once.");
        if (Features.Distinct().Count() < Features.Count) throw new ArgumentException("A feature is named twice: name each once.");
        if (SampleRateHz is < 1) throw new ArgumentException($"{SampleRateHz} Hz is no sample rate.");
        if (Threads is < 1) throw new ArgumentException($"{Threads} threads cannot work: give 1 or more.");
    }
}
