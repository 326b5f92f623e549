namespace Undertone.Onnx.Files;

/// <summary>What an ONNX file says of itself, read without running anything.</summary>
/// <param name="Producer">Who wrote it.</param>
/// <param name="Operators">The version of each set of operators, by domain; "" is ONNX's own.</param>
/// <param name="Inputs">What goes in, without what the file gives itself.</param>
/// <param name="Outputs">What comes out.</param>
/// <param name="External">The files beside it that hold its numbers.</param>
/// <param name="Numbers">How many numbers it keeps.</param>
/// <param name="ForeignOperator">An operator that ONNX Runtime does not have, behind its domain; null where there is none.</param>
internal sealed record OnnxSummary(
    string Producer, IReadOnlyDictionary<string, long> Operators, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<ExternalData> External, long Numbers, string? ForeignOperator);
