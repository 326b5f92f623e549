namespace Undertone.Sound.Features;

/// <summary>Tonal centroids (C. Harte, M. Sandler and M. Gasser, 2006).</summary>
public static class Tonnetz
{
    /// <summary>librosa.feature.tonnetz of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Sine and cosine on the circles of fifths, minor thirds and major thirds, [frames, 6].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, TonnetzOptions? options = null) => FeatureCall.Run("tonnetz", options, samples, sampleRateHz);
}
