using Undertone.Learning.Graphs;

namespace Undertone.Recognition.Export;

/// <summary>A graph with all that a file says of it.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="ProducerVersion">The version of Undertone.</param>
/// <param name="Description">What it does, in sentences.</param>
/// <param name="Graph">The operators.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Outputs">What comes out.</param>
/// <param name="Metadata">Words and values for programs.</param>
internal sealed record OnnxModel(
    string Name, string ProducerVersion, string Description, Graph Graph, IReadOnlyList<GraphPort> Inputs,
    IReadOnlyList<GraphPort> Outputs, IReadOnlyList<KeyValuePair<string, string>> Metadata);
