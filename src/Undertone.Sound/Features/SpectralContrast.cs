namespace Undertone.Sound.Features;

/// <summary>The distance between peaks and valleys of the spectrum in octave bands (D.-N. Jiang and others, 2002).</summary>
public static class SpectralContrast
{
    /// <summary>librosa.feature.spectral_contrast of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Peaks less valleys of each octave band in dB, [frames, n_bands + 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, SpectralContrastOptions? options = null) => FeatureCall.Run("spectral_contrast", options, samples, sampleRateHz);
}
