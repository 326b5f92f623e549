namespace Undertone.Recognition.Inference.Bundle;

/// <summary>A named array of a model: the unit of a safetensors file.</summary>
/// <param name="Name">Unique in its file, such as <c>dense_1.kernel</c>.</param>
/// <param name="Shape">Sizes of the axes, row-major; empty for a single number.</param>
/// <param name="Values">As many numbers as the product of <paramref name="Shape"/>.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
