using System.Text.Json.Nodes;

namespace Undertone.Onnx.Models;

/// <summary>What a person, or the files beside a model, say of it.</summary>
/// <param name="Input">What it is given (<see cref="OnnxInputKind"/>); null to tell by the graph.</param>
/// <param name="Output">The output that recipes take which name none; null to tell by the graph.</param>
/// <param name="Labels">The labels of its logits in order; null for those of <paramref name="Config"/>.</param>
/// <param name="Config">Hugging Face's <c>config.json</c>; null where there is none.</param>
/// <param name="Preprocessor">Hugging Face's <c>preprocessor_config.json</c>; null where there is none.</param>
internal sealed record OnnxWishes(
    string? Input = null, string? Output = null, IReadOnlyList<string>? Labels = null, JsonObject? Config = null,
    JsonObject? Preprocessor = null);
