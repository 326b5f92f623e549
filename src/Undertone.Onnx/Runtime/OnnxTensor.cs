namespace Undertone.Onnx.Runtime;

/// <summary>Numbers with a shape, in or out of a graph.</summary>
/// <param name="Values">The numbers, row-major.</param>
/// <param name="Shape">The axes.</param>
internal sealed record OnnxTensor(float[] Values, long[] Shape);
