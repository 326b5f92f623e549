namespace Undertone.Sound.Features;

/// <summary>Mel-frequency cepstral coefficients (S. Davis and P. Mermelstein, 1980).</summary>
public static class Mfcc
{
    /// <summary>librosa.feature.mfcc of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The coefficients, [frames, n_mfcc]; no more than there are mel bands.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, MfccOptions? options = null) => FeatureCall.Run("mfcc", options, samples, sampleRateHz);
}
