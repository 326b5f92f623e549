using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

/// <summary>
/// Windows of log-mel frames that another graph computes, each a row of one batch: openWakeWord's speech embedding takes 76 frames of 32
/// bands every 8 frames, of samples in steps of 16 bits, divided by 10 and 2 added.
/// </summary>
internal sealed class MelGraphInput(OnnxPlan plan, OnnxSession front, string input, string output) : OnnxInput
{
    /// <summary>How many frames lie between the starts of two windows.</summary>
    public const int HopFrames = 8;

    public override IEnumerable<OnnxPiece> Pieces(float[] samples)
    {
        var frames = plan.FixedLength!.Value;
        var heard = Array.ConvertAll(samples, s => s * 32768f);
        if (heard.Length < plan.LeastSamples) Array.Resize(ref heard, plan.LeastSamples);
        var mel = front.Run([(input, new OnnxTensor(heard, [1, heard.Length]))], [output])[0].Values;
        var windows = Math.Max(1, (((mel.Length / plan.Bands) - frames) / HopFrames) + 1);
        var values = new float[windows * frames * plan.Bands];
        for (var w = 0; w < windows; w++)
        {
            for (var i = 0; i < frames * plan.Bands; i++)
            {
                var at = (w * HopFrames * plan.Bands) + i;
                values[(w * frames * plan.Bands) + i] = at < mel.Length ? (mel[at] / 10) + 2 : 2;
            }
        }

        yield return new OnnxPiece(new OnnxTensor(values, [windows, frames, plan.Bands, 1]), 1);
    }
}
