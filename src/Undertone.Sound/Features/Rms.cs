namespace Undertone.Sound.Features;

/// <summary>The loudness of a clip as the root of the mean square of its samples.</summary>
public static class Rms
{
    /// <summary>librosa.feature.rms of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The root mean square of each frame, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, RmsOptions? options = null) => FeatureCall.Run("rms", options, samples, sampleRateHz);
}
