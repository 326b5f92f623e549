using Undertone.Onnx.Files;
using Undertone.Onnx.Models;
using Undertone.Onnx.Runtime;
using Undertone.Recognition.Encoders;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>Graphs as their makers publish them.</summary>
[Collection(ImportFolder.OneAtATime)]
public sealed class PublishedTests
{
    [PretrainedFact]
    public void Silero_s_own_graph_hears_what_our_layers_hear()
    {
        var file = Path.Combine(PretrainedFactAttribute.Folder, "silero-vad", "silero_vad_16k_op15.onnx");
        using var session = new OnnxSession(file, OnnxSummaryReader.Read(file));
        var samples = AudioClip.Load(Path.Combine(PretrainedFactAttribute.Folder, "byol-s", "speech_a_16k.wav")).Samples;
        var expected = SpeechDetector.Default.RawProbabilities(samples);
        var (state, worst, place) = (new float[256], 0.0, "");
        for (var b = 0; b < samples.Length / 512; b++)
        {
            var heard = new float[576];
            for (var i = 0; i < 576; i++) heard[i] = (b * 512) + i - 64 is >= 0 and var at ? samples[at] : 0;
            var answers = session.Run(
                [
                    ("input", new OnnxTensor(heard, [1, 576])), ("state", new OnnxTensor(state, [2, 1, 128])),
                    ("sr", new OnnxTensor([16_000], [])),
                ],
                ["output", "stateN"]);
            state = answers[1].Values;
            var difference = Math.Abs((double)answers[0].Values[0] - expected[b]);
            if (!(difference <= worst)) (worst, place) = (difference, $"block {b}: {expected[b]} instead of {answers[0].Values[0]}");
        }

        worst.ShouldBeLessThan(1e-4, place);
        Should.Throw<EncoderFormatException>(() => OnnxModels.Import(file, "silero")).Message.ShouldContain("which no recording has");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(128)]
    public void Whisper_s_picture_is_that_of_its_definition(int bands)
    {
        const int Kept = 160;
        var expected = NpyArray.Load(Path.Combine(Repository.Golden, "scipy-1.10", $"whisper_mel_{bands}.npy"));
        expected.Shape.ShouldBe([bands, Kept]);
        var clip = AudioClip.Load(Path.Combine(Repository.Golden, "librosa-0.11.0", "speech_a_16k", "speech_a_16k.wav"));
        var picture = new WhisperMel(bands).Compute(clip.Samples.AsSpan(0, 24_000));
        picture.Length.ShouldBe(bands * WhisperMel.Steps);
        var (worst, place) = (0.0, "");
        for (var i = 0; i < picture.Length; i++)
        {
            var (band, step) = (i / WhisperMel.Steps, i % WhisperMel.Steps);
            var difference = Math.Abs(picture[i] - expected.Values[(band * Kept) + Math.Min(step, Kept - 1)]);
            if (!(difference <= worst)) (worst, place) = (difference, $"band {band}, step {step}");
        }

        worst.ShouldBeLessThan(1e-4, place);
    }
}
