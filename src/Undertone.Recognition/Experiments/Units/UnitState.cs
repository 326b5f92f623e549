namespace Undertone.Recognition.Experiments.Units;

/// <summary>How far a unit is.</summary>
public enum UnitState
{
    /// <summary>Nobody has finished it; somebody may be at it.</summary>
    Missing,

    /// <summary>It failed when it was last tried.</summary>
    Failed,

    /// <summary>It is done, with all of its files.</summary>
    Whole,
}
