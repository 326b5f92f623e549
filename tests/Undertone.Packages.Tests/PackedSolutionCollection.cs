namespace Undertone.Packages.Tests;

/// <summary>The tests that share one packing of the solution.</summary>
[CollectionDefinition(nameof(PackedSolution))]
public sealed class PackedSolutionCollection : ICollectionFixture<PackedSolution>;
