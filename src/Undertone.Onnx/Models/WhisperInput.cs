using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

/// <summary>Whisper's pictures of 30 s each.</summary>
internal sealed class WhisperInput(OnnxPlan plan) : OnnxInput
{
    private readonly WhisperMel _mel = new(plan.Bands);

    public override IEnumerable<OnnxPiece> Pieces(float[] samples)
    {
        for (var at = 0; at == 0 || at < samples.Length; at += WhisperMel.Samples)
        {
            var own = Math.Min(WhisperMel.Samples, samples.Length - at);
            var picture = _mel.Compute(samples.AsSpan(at, own));
            yield return new OnnxPiece(new OnnxTensor(picture, [1, plan.Bands, WhisperMel.Steps]), (double)own / WhisperMel.Samples);
        }
    }
}
