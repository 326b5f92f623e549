namespace Undertone.Sound.Features;

/// <summary>The spread of the spectrum around its centroid.</summary>
public static class SpectralBandwidth
{
    /// <summary>librosa.feature.spectral_bandwidth of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The spread around the centroid in Hz, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralBandwidthOptions? options = null) => FeatureCall.Run("spectral_bandwidth", options, samples, sampleRateHz);
}
