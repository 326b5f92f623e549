namespace Undertone.Learning.Graphs;

/// <summary>What goes into a graph of 32-bit floats, or comes out of it.</summary>
/// <param name="Name">The name of the value.</param>
/// <param name="Shape">Sizes of its axes: a number, or the name of one that is free.</param>
/// <param name="Description">What it is.</param>
internal sealed record GraphPort(string Name, IReadOnlyList<string> Shape, string Description);
