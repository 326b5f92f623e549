using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

/// <summary>A part of a clip as a graph takes it.</summary>
/// <param name="Tensor">The input.</param>
/// <param name="Share">Which share of it is the clip, from its beginning; the rest is silence that fills it up.</param>
internal sealed record OnnxPiece(OnnxTensor Tensor, double Share);
