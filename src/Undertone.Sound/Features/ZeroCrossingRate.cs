namespace Undertone.Sound.Features;

/// <summary>How often the sign of a clip changes.</summary>
public static class ZeroCrossingRate
{
    /// <summary>librosa.feature.zero_crossing_rate of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The share of samples whose sign differs from the one before, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, ZeroCrossingRateOptions? options = null) => FeatureCall.Run("zero_crossing_rate", options, samples, sampleRateHz);
}
