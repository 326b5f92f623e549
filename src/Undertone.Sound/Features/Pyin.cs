namespace Undertone.Sound.Features;

/// <summary>The fundamental frequency by probabilistic YIN (M. Mauch and S. Dixon, "pYIN: a fundamental frequency estimator using probabilistic threshold distributions", 2014).</summary>
public static class Pyin
{
    /// <summary>librosa.pyin of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults, from 65 to 2093 Hz.</param>
    /// <returns>The fundamental frequency and the probability of being voiced, frame by frame.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static PitchTrack Compute(ReadOnlySpan<float> samples, int sampleRateHz, PyinOptions? options = null)
    {
        var results = new FeatureExtractor([FeatureSpec.Of("pyin", options), FeatureSpec.Of("pyin_voiced_probability", options)], sampleRateHz).Extract(samples);
        return new PitchTrack(results[0], results[1]);
    }
}
