using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>How much the amplitude of the periods of a voice differs from one to the next.</summary>
public static class Shimmer
{
    internal static readonly FeatureDefinition<PeriodOptions> Definition = PeriodFeatures.Definition("shimmer_local_db", 1);

    /// <summary>
    /// The local shimmer of a clip: around each frame the mean difference between the amplitudes of neighbouring periods, as Praat's "Get
    /// shimmer (local, dB)" gives it for that stretch of time (periods as for <see cref="Jitter"/>, amplitudes that differ by at most a
    /// factor of 1.6).
    /// </summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1, without a constant offset.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: 60 ms around the frames of librosa's default pitch.</param>
    /// <returns>Decibels; NaN where no two neighbouring periods are found, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix ComputeLocalDb(ReadOnlySpan<float> samples, int sampleRateHz, PeriodOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);
}
