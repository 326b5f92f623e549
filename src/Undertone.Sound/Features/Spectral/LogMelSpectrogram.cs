using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>
/// The natural logarithm of a mel spectrogram and a small number: what networks trained with torchaudio or nnAudio usually see.
/// </summary>
public static class LogMelSpectrogram
{
    internal static readonly FeatureDefinition<LogMelOptions> Definition = new(
        "log_melspectrogram",
        new(),
        [
            .. MelSpectrogram.Fields<LogMelOptions>(o => o.Mel, (o, m) => o with { Mel = m }),
            new("floor", o => OptionText.Of(o.Floor), (o, v) => o with { Floor = OptionText.Number(v) }),
        ],
        (p, o) => p.Row(o.Mel.Stft, o, () => new OfFrame(o, p.SampleRateHz)));

    /// <summary>ln(melspectrogram + floor) of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: those of librosa's melspectrogram and a floor of 1e-6.</param>
    /// <returns>Natural logarithms, [frames, n_mels].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, LogMelOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(LogMelOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly MelSpectrogram.OfFrame _mel = new(options.Mel, sampleRateHz);

        public override int Bands => _mel.Bands;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            _mel.Compute(samples, spectrum, result);
            for (var b = 0; b < Bands; b++) result[b] = (float)Math.Log(result[b] + options.Floor);
        }
    }
}
