using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>How much the length of the periods of a voice differs from one to the next.</summary>
public static class Jitter
{
    internal static readonly FeatureDefinition<PeriodOptions> Definition = PeriodFeatures.Definition("jitter_local", 0);

    /// <summary>
    /// The local jitter of a clip: around each frame the mean difference between neighbouring periods over the mean period, as Praat's "Get
    /// jitter (local)" gives it for that stretch of time (periods of 0.1 to 20 ms, neighbours that differ by at most a factor of 1.3). The
    /// periods are found in the waveform, near those that <see cref="Pitch.Pyin"/> tells.
    /// </summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, without a constant offset.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: 60 ms around the frames of librosa's default pitch.</param>
    /// <returns>A share, 0.01 for 1 %; NaN where no two neighbouring periods are found, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix ComputeLocal(ReadOnlySpan<float> samples, int sampleRateHz, PeriodOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);
}
