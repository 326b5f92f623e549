namespace Undertone.Sound.Features;

/// <summary>The deviation of a clip from A = 440 Hz.</summary>
public static class Tuning
{
    /// <summary>librosa.estimate_tuning of a clip: the commonest deviation from equal temperament among its spectral peaks from 150 to 4000 Hz.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The deviation in fractions of a bin of the octave, from -0.5 to below 0.5; 0 where there are no peaks.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static double Estimate(ReadOnlySpan<float> samples, int sampleRateHz, TuningOptions? options = null) => FeatureCall.Run("tuning", options, samples, sampleRateHz).Values[0];
}
