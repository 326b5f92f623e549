using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The centre of gravity of the spectrum.</summary>
public static class SpectralCentroid
{
    internal static readonly FeatureDefinition<SpectralCentroidOptions> Definition = new(
        "spectral_centroid",
        new(),
        StftFields.Of<SpectralCentroidOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
        (p, o) => p.Row(o.Stft, o, () => new OfFrame(o.Stft, p.SampleRateHz)));

    /// <summary>librosa.feature.spectral_centroid of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The mean frequency in Hz, weighted by magnitude, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralCentroidOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The mean frequency of a frame in Hz, weighted by magnitude; 0 for silence.</summary>
    internal static unsafe double Of(Spectrum spectrum, double hzPerBin)
    {
        double sum = 0, weighted = 0;
        var magnitude = spectrum.Magnitude;
        for (var k = 0; k < spectrum.Bins; k++)
        {
            sum += magnitude[k];
            weighted += k * (double)magnitude[k];
        }

        // A silent frame is not normalised, as librosa.util.normalize leaves it.
        return weighted * hzPerBin / (sum < Spectrum.Tiny ? 1 : sum);
    }

    private sealed unsafe class OfFrame(StftOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly double _hzPerBin = (double)sampleRateHz / options.FftSamples;

        public override int Bands => 1;

        public override void Compute(float* samples, Spectrum spectrum, float* result) => *result = (float)Of(spectrum, _hzPerBin);
    }
}
