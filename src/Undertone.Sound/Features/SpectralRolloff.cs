namespace Undertone.Sound.Features;

/// <summary>The frequency below which a share of the magnitude lies.</summary>
public static class SpectralRolloff
{
    /// <summary>librosa.feature.spectral_rolloff of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The frequency in Hz below which most of the magnitude lies, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralRolloffOptions? options = null) => FeatureCall.Run("spectral_rolloff", options, samples, sampleRateHz);
}
