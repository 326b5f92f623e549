namespace Undertone.Sound.Features;

/// <summary>How noise-like the spectrum is (S. Dubnov, 2004).</summary>
public static class SpectralFlatness
{
    /// <summary>librosa.feature.spectral_flatness of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Geometric over arithmetic mean of the power, from 0 (a tone) to 1 (white noise), [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralFlatnessOptions? options = null) => FeatureCall.Run("spectral_flatness", options, samples, sampleRateHz);
}
