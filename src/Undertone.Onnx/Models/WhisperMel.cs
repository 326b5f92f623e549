using System.Text.Json.Nodes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Onnx.Models;

/// <summary>
/// The picture that Whisper hears (Radford and others 2022, <c>log_mel_spectrogram</c>): mel bands of Slaney's scale and norm, windows of
/// 400 samples every 160, their logarithm to base 10, at most 8 below the largest, (x + 4) / 4. An instance serves one thread at a time.
/// </summary>
internal sealed class WhisperMel
{
    /// <summary>Samples of one picture: 30 s at 16 kHz.</summary>
    public const int Samples = 480_000;

    /// <summary>Steps of one picture.</summary>
    public const int Steps = 3000;

    /// <summary>The rate in Hz.</summary>
    public const int RateHz = 16_000;

    private readonly FeatureExtractor _extractor;
    private readonly int _bands;

    /// <summary>Prepares for a number of bands: 80, or 128 of the newer models.</summary>
    public WhisperMel(int bands)
    {
        _bands = bands;
        var mel = FeatureCatalog.FromJson(new JsonObject
        {
            ["name"] = "melspectrogram",
            ["n_fft"] = 400,
            ["hop_length"] = 160,
            ["n_mels"] = bands,
            ["pad_mode"] = "reflect",
        });
        _extractor = new FeatureExtractor([mel], RateHz);
    }

    /// <summary>The picture of at most 30 s, filled up with silence: [bands, 3000].</summary>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        var whole = new float[Samples];
        samples[..Math.Min(samples.Length, Samples)].CopyTo(whole);
        var mel = _extractor.Extract(whole)[0];
        var picture = new float[_bands * Steps];
        var most = float.NegativeInfinity;
        for (var t = 0; t < Steps; t++)
        {
            var frame = mel.Frame(t);
            for (var b = 0; b < _bands; b++)
            {
                var log = (float)Math.Log10(Math.Max(frame[b], 1e-10));
                picture[(b * Steps) + t] = log;
                most = Math.Max(most, log);
            }
        }

        for (var i = 0; i < picture.Length; i++) picture[i] = (Math.Max(picture[i], most - 8) + 4) / 4;
        return picture;
    }
}
