using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>How the spectrum of a voice rises or falls in two bands, as GeMAPS has it (F. Eyben et al., 2016).</summary>
public static class SpectralSlope
{
    internal static readonly FeatureDefinition<SpectralSlopeOptions> Definition = new(
        "spectral_slope",
        new(),
        StftFields.Of<SpectralSlopeOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o.Stft, p.SampleRateHz)));

    /// <summary>
    /// The slopes of the straight lines of least squares through the power in dB of the bins from 0 to 500 Hz and from 500 to 1500 Hz, of
    /// each frame of a clip. A bin counts as at least 100 dB below the strongest of the frame up to 1500 Hz.
    /// </summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, without a constant offset.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz, at least 3000.</param>
    /// <param name="options">The options. Default null: frames of 2048 samples under a Hann window.</param>
    /// <returns>Two slopes in dB per Hz; 0 for digital silence, [frames, 2].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralSlopeOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(StftOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly SpectralBand _low = new(options, sampleRateHz, 0, 500);
        private readonly SpectralBand _middle = new(options, sampleRateHz, 500, 1500);

        public override int Bands => 2;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            var least = Math.Max(_low.Peak(spectrum), _middle.Peak(spectrum)) * SpectralBand.LeastShare;
            result[0] = least > 0 ? (float)_low.Slope(spectrum, least) : 0;
            result[1] = least > 0 ? (float)_middle.Slope(spectrum, least) : 0;
        }
    }
}
