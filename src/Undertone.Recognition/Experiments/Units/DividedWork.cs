namespace Undertone.Recognition.Experiments.Units;

/// <summary>Work as units: dividing the same command on the same inputs gives the same units on every machine.</summary>
/// <param name="Shared">What every unit depends on: recipes, models, settings.</param>
/// <param name="Files">The audio, in an order of its own; each unit depends on a range of it.</param>
/// <param name="Units">The units, at least one.</param>
public sealed record DividedWork(IReadOnlyList<WorkInput> Shared, IReadOnlyList<WorkInput> Files, IReadOnlyList<WorkUnit> Units)
{
    /// <summary>How many files a unit takes, at least 1, where the work is one of files; else null, the default.</summary>
    public int? ShardFiles { get; init; }
}
