using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The frequency below which a share of the magnitude lies.</summary>
public static class SpectralRolloff
{
    internal static readonly FeatureDefinition<SpectralRolloffOptions> Definition = new(
        "spectral_rolloff",
        new(),
        [
            .. StftFields.Of<SpectralRolloffOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("roll_percent", o => OptionText.Of(o.RollPercent), (o, v) => o with { RollPercent = OptionText.Number(v) }),
        ],
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o, p.SampleRateHz)));

    /// <summary>librosa.feature.spectral_rolloff of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The frequency in Hz below which most of the magnitude lies, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralRolloffOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(SpectralRolloffOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly double _hzPerBin = (double)sampleRateHz / options.Stft.FftSamples;

        public override int Bands => 1;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            // The sums run in single precision like the reference's, so that a silent or flat frame ends at the same bin.
            float total = 0, running = 0;
            var magnitude = spectrum.Magnitude;
            for (var k = 0; k < spectrum.Bins; k++) total += magnitude[k];
            var threshold = (float)options.RollPercent * total;
            var bin = 0;
            for (; bin < spectrum.Bins - 1; bin++)
            {
                running += magnitude[bin];
                if (running >= threshold) break;
            }

            *result = (float)(bin * _hzPerBin);
        }
    }
}
