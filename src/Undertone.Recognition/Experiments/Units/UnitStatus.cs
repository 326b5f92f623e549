namespace Undertone.Recognition.Experiments.Units;

/// <summary>A unit of a plan and how far it is.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="State">How far it is.</param>
/// <param name="Log">The full path of what its last trial noted; null where there was none.</param>
/// <param name="Failure">Why it failed, where it did; else null.</param>
public sealed record UnitStatus(PlannedUnit Unit, UnitState State, string? Log, string? Failure);
