using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Models;

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
