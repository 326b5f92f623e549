using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

/// <summary>Makes of a clip's samples what a graph takes. An instance serves one thread at a time.</summary>
internal abstract class OnnxInput
{
    /// <summary>The pieces of a clip, in order: one where any length goes.</summary>
    public abstract IEnumerable<OnnxPiece> Pieces(float[] samples);
}

/// <summary>Samples, as they are or of mean 0 and variance 1.</summary>
internal sealed class WaveformInput(OnnxPlan plan) : OnnxInput
{
    // As Wav2Vec2FeatureExtractor has it.
    private const double Least = 1e-7;

    public override IEnumerable<OnnxPiece> Pieces(float[] samples)
    {
        var heard = plan.InputKind == OnnxInputKind.Normalised ? Normalised(samples) : samples;
        var length = plan.FixedLength ?? Math.Max(heard.Length, plan.LeastSamples);
        for (var at = 0; at == 0 || at < heard.Length; at += length)
        {
            var (piece, own) = (new float[length], Math.Min(length, heard.Length - at));
            heard.AsSpan(at, own).CopyTo(piece);
            yield return new OnnxPiece(new OnnxTensor(piece, Shape(length)), plan.FixedLength is null ? 1 : (double)own / length);
        }
    }

    private long[] Shape(int length) => [.. Enumerable.Repeat(1L, plan.Rank - 1), length];

    private static float[] Normalised(float[] samples)
    {
        var (mean, square) = (0.0, 0.0);
        foreach (var sample in samples) mean += sample;
        mean /= Math.Max(1, samples.Length);
        foreach (var sample in samples) square += (sample - mean) * (sample - mean);
        var scale = 1 / Math.Sqrt((square / Math.Max(1, samples.Length)) + Least);
        return Array.ConvertAll(samples, s => (float)((s - mean) * scale));
    }
}

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

/// <summary>
/// Windows of log-mel frames that another graph computes, each a row of one batch: openWakeWord's speech embedding takes 76 frames of 32
/// bands every 8 frames, of samples in steps of 16 bits, divided by 10 and 2 added.
/// </summary>
internal sealed class MelGraphInput(OnnxPlan plan, OnnxSession front, string input, string output) : OnnxInput
{
    private const int HopFrames = 8;

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
