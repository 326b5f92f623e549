namespace Undertone.Sound.Features;

/// <summary>Pitch classes from a constant-Q transform.</summary>
public static class ChromaCqt
{
    /// <summary>librosa.feature.chroma_cqt of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Pitch classes from C on, each frame scaled to a largest value of 1, [frames, n_chroma].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, ChromaCqtOptions? options = null) => FeatureCall.Run("chroma_cqt", options, samples, sampleRateHz);
}
