using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Undertone.Recognition.Export;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Onnx.Tests;

/// <summary>The network of the speech detector hears in ONNX Runtime what it hears here.</summary>
public sealed class DetectorTests
{
    private const int Heard = SileroNetwork.ContextSamples + SpeechDetector.BlockSamples;
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public void Every_block_has_the_probability_that_it_has_here(int most)
    {
        using var session = Open();
        var (worst, place, speech, blocks) = (0.0, "", 0, 0);
        foreach (var file in Directory.GetFiles(Repository.Of("samples", "audio"), "*.wav").Order())
        {
            var clip = AudioClip.Load(file);
            var samples = new AudioClip(HighPass.Apply(clip.Samples, clip.SampleRateHz), clip.SampleRateHz)
                .Resample(SpeechDetector.SampleRateHz).Samples;
            var expected = SpeechDetector.Default.RawProbabilities(samples);
            var actual = Run(session, samples, most);
            actual.Length.ShouldBe(expected.Length);
            for (var b = 0; b < actual.Length; b++)
            {
                var difference = Math.Abs((double)actual[b] - expected[b]);
                if (!(difference <= worst)) (worst, place) = (difference, $"{file}, block {b}: {actual[b]} instead of {expected[b]}");
                speech += expected[b] > 0.5f ? 1 : 0;
            }

            blocks += actual.Length;
        }

        worst.ShouldBeLessThan(Tolerance, place);
        speech.ShouldBeInRange(blocks / 10, 9 * blocks / 10, "probabilities that are all alike show nothing");
    }

    [Fact]
    public void The_same_bytes_are_written_again() => Bytes().ShouldBe(Bytes());

    private static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        DetectorExport.Save(stream);
        return stream.ToArray();
    }

    private static InferenceSession Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(Bytes(), options);
    }

    /// <summary>Takes blocks through the graph, so many at a time, with what it remembers between them.</summary>
    private static float[] Run(InferenceSession session, float[] samples, int most)
    {
        var count = (samples.Length + SpeechDetector.BlockSamples - 1) / SpeechDetector.BlockSamples;
        var padded = new float[SileroNetwork.ContextSamples + (count * SpeechDetector.BlockSamples)];
        samples.CopyTo(padded, SileroNetwork.ContextSamples);
        var (state, probabilities) = (new float[256], new List<float>());
        for (var first = 0; first < count; first += most)
        {
            var part = Math.Min(most, count - first);
            var blocks = new float[part * Heard];
            for (var b = 0; b < part; b++)
                padded.AsSpan((first + b) * SpeechDetector.BlockSamples, Heard).CopyTo(blocks.AsSpan(b * Heard));
            using var results = session.Run(
            [
                NamedOnnxValue.CreateFromTensor("blocks", new DenseTensor<float>(blocks, new[] { part, Heard })),
                NamedOnnxValue.CreateFromTensor("state", new DenseTensor<float>(state, new[] { 2, 1, 128 })),
            ]);
            probabilities.AddRange(results.Single(r => r.Name == "speech").AsTensor<float>());
            state = [.. results.Single(r => r.Name == "next_state").AsTensor<float>()];
            if (part == count) break;
        }

        return [.. probabilities];
    }
}
