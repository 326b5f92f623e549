namespace Undertone.Onnx.Models;

/// <summary>Makes of a clip's samples what a graph takes. An instance serves one thread at a time.</summary>
internal abstract class OnnxInput
{
    /// <summary>The pieces of a clip, in order: one where any length goes.</summary>
    public abstract IEnumerable<OnnxPiece> Pieces(float[] samples);
}
