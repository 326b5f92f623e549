using System.Text.Json.Nodes;
using Undertone.Learning.State;

namespace Undertone.Learning.Classical;

/// <summary>A classifier or regressor taken apart for a model file.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Settings">A few numbers and words.</param>
/// <param name="Tensors">The large parts.</param>
public sealed record ClassifierState(string Kind, JsonObject Settings, IReadOnlyList<StateTensor> Tensors);
