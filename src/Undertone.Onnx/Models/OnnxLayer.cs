namespace Undertone.Onnx.Models;

/// <summary>An output of a graph as a layer of an encoder.</summary>
/// <param name="Name">What recipes call it.</param>
/// <param name="Output">The graph's output.</param>
/// <param name="TimeAxis">Which axis of the output is time; -1 where it gives one vector a clip.</param>
/// <param name="Width">Numbers a step, or of the vector.</param>
/// <param name="IsHidden">Whether it is one of the hidden states of a transformer.</param>
internal sealed record OnnxLayer(string Name, string Output, int TimeAxis, int Width, bool IsHidden);
