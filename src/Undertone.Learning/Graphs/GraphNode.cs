namespace Undertone.Learning.Graphs;

/// <summary>One operator of a graph.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Operator">The operator, such as <c>Conv</c>.</param>
/// <param name="Domain">Whose operator it is: empty for ONNX's own.</param>
/// <param name="Inputs">The values that go in; empty names stand for inputs that are left out.</param>
/// <param name="Outputs">The values that come out.</param>
/// <param name="Attributes">Numbers (long or float), a text or lists of these (long[], float[], string[]) by name.</param>
internal sealed record GraphNode(
    string Name, string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyList<(string Name, object Value)> Attributes);
