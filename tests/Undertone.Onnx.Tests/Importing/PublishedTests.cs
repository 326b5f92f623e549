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

    [Fact]
    public void Whisper_s_picture_is_that_of_its_definition()
    {
        // log_mel_spectrogram in openai/whisper: a sine of 1000 Hz lies in one place, silence 8 (2 after scaling) below the largest.
        var samples = Enumerable.Range(0, 16_000).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * 1000 * i / 16_000))).ToArray();
        var picture = new WhisperMel(80).Compute(samples);
        picture.Length.ShouldBe(80 * 3000);
        var most = picture.Max();
        var loudest = Enumerable.Range(0, 80).MaxBy(b => picture[(b * 3000) + 50]);
        loudest.ShouldBe(26);
        picture[(loudest * 3000) + 50].ShouldBe(most, 1e-3f);
        picture[(79 * 3000) + 2000].ShouldBe(most - 2, 1e-6f);
    }
}
