using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>How much of the energy of a voice lies low: the alpha ratio as GeMAPS defines it (F. Eyben et al., 2016).</summary>
public static class AlphaRatio
{
    internal static readonly FeatureDefinition<AlphaRatioOptions> Definition = new(
        "alpha_ratio",
        new(),
        StftFields.Of<AlphaRatioOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o.Stft, p.SampleRateHz)));

    /// <summary>The energy from 50 to 1000 Hz over that from 1000 to 5000 Hz, of each frame of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz, at least 10000.</param>
    /// <param name="options">The options. Default null: frames of 2048 samples under a Hann window.</param>
    /// <returns>Decibels, from -100 to 100; 0 for digital silence, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, AlphaRatioOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(StftOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly SpectralBand _low = new(options, sampleRateHz, 50, 1000);
        private readonly SpectralBand _high = new(options, sampleRateHz, 1000, 5000);

        public override int Bands => 1;

        public override void Compute(float* samples, Spectrum spectrum, float* result) =>
            *result = SpectralBand.RatioDb(_low.Energy(spectrum), _high.Energy(spectrum));
    }
}
