using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The spread of the spectrum around its centroid.</summary>
public static class SpectralBandwidth
{
    internal static readonly FeatureDefinition<SpectralBandwidthOptions> Definition = new(
        "spectral_bandwidth",
        new(),
        [
            .. StftFields.Of<SpectralBandwidthOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("norm", o => OptionText.Of(o.Normalized), (o, v) => o with { Normalized = OptionText.Truth(v) }),
            new("p", o => OptionText.Of(o.Power), (o, v) => o with { Power = OptionText.Number(v) }),
        ],
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o, p.SampleRateHz)));

    /// <summary>librosa.feature.spectral_bandwidth of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The spread around the centroid in Hz, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralBandwidthOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    private sealed unsafe class OfFrame(SpectralBandwidthOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly double _hzPerBin = (double)sampleRateHz / options.Stft.FftSamples;

        public override int Bands => 1;

        public override void Compute(float* samples, Spectrum spectrum, float* result)
        {
            var centroid = SpectralCentroid.Of(spectrum, _hzPerBin);
            double sum = 0, spread = 0;
            var magnitude = spectrum.Magnitude;
            for (var k = 0; k < spectrum.Bins; k++)
            {
                var deviation = Math.Abs(k * _hzPerBin - centroid);
                sum += magnitude[k];
                spread += magnitude[k] * (options.Power == 2 ? deviation * deviation : Math.Pow(deviation, options.Power));
            }

            if (options.Normalized && sum >= Spectrum.Tiny) spread /= sum;
            *result = (float)(options.Power == 2 ? Math.Sqrt(spread) : Math.Pow(spread, 1 / options.Power));
        }
    }
}
