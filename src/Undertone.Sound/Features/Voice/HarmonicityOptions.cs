using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>The options of the harmonics-to-noise ratio: those of Praat's "To Harmonicity (ac)".</summary>
public sealed record HarmonicityOptions : FeatureOptions
{
    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>fmin: the lowest fundamental frequency in Hz, which the length of the window follows from. Default 75.</summary>
    public double MinFrequencyHz { get; init; } = 75;

    /// <summary>silence_threshold: the share of the clip's largest magnitude below which a frame counts as silent, from 0 to 1.
    /// Default 0.1; with 0 no frame does, and the feature can stream.</summary>
    public double SilenceThreshold { get; init; } = 0.1;

    /// <summary>periods_per_window: how many of the longest periods a frame counts with; the Gaussian window reaches over twice as
    /// many. Default 4.5.</summary>
    public double PeriodsPerWindow { get; init; } = 4.5;

    /// <summary>center: whether frame t is centred at sample t * hop (between zeros at both ends) or begins there. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(HopSamples >= 1, "hop_length", HopSamples, "at least 1");
        FeatureOptionException.Require(MinFrequencyHz > 0 && double.IsFinite(MinFrequencyHz), "fmin", MinFrequencyHz, "above 0");
        FeatureOptionException.Require(SilenceThreshold is >= 0 and <= 1, "silence_threshold", SilenceThreshold, "from 0 to 1");
        FeatureOptionException.Require(PeriodsPerWindow is >= 1 and <= 100, "periods_per_window", PeriodsPerWindow, "from 1 to 100");
    }

    /// <summary>The samples of a window at a rate, an even number; as many as an int holds at most.</summary>
    internal int WindowSamples(int sampleRateHz) =>
        2 * ((int)Math.Min(Math.Floor(2 * PeriodsPerWindow / MinFrequencyHz * sampleRateHz), int.MaxValue) / 2 - 1);
}
