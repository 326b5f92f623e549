namespace Undertone.Onnx.Files;

/// <summary>Numbers of a model that stand in a file of their own.</summary>
/// <param name="Location">The file, relative to the model's folder.</param>
/// <param name="End">How many bytes of it are needed; 0 where that is not said.</param>
internal sealed record ExternalData(string Location, long End);
