namespace Undertone.Recognition.Experiments.Units;

/// <summary>A unit as a plan tells of it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="FirstFile">The place of the first of <see cref="UnitPlan.Files"/> that it depends on, from 0.</param>
/// <param name="FileCount">How many of them it depends on.</param>
/// <param name="Leaves">Files that it leaves, as paths below its folder with <c>/</c>.</param>
public sealed record PlannedUnit(int Number, string Name, int FirstFile, int FileCount, IReadOnlyList<string> Leaves);
