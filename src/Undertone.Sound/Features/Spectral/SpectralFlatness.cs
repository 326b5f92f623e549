using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>How noise-like the spectrum is (S. Dubnov, 2004).</summary>
public static class SpectralFlatness
{
    internal static readonly FeatureDefinition<SpectralFlatnessOptions> Definition = new(
        "spectral_flatness",
        new(),
        [
            .. StftFields.Of<SpectralFlatnessOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("amin", o => OptionText.Of(o.LeastPower), (o, v) => o with { LeastPower = OptionText.Number(v) }),
            new("power", o => OptionText.Of(o.Power), (o, v) => o with { Power = OptionText.Number(v) }),
        ],
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o)));

    /// <summary>librosa.feature.spectral_flatness of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Geometric over arithmetic mean of the power, from 0 (a tone) to 1 (white noise), [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralFlatnessOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(SpectralFlatnessOptions options) : FrameFeature
    {
        public override int Bands => 1;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            double logs = 0, sum = 0;
            for (var k = 0; k < spectrum.Bins; k++)
            {
                var value = options.Power == 2 ? spectrum.Power[k] : Math.Pow(spectrum.Magnitude[k], options.Power);
                value = Math.Max(options.LeastPower, value);
                logs += Math.Log(value);
                sum += value;
            }

            *result = (float)(Math.Exp(logs / spectrum.Bins) / (sum / spectrum.Bins));
        }
    }
}
