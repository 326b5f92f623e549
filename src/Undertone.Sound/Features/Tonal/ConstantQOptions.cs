using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The options of the constant-Q transform that chroma_cqt and tonnetz stand on.</summary>
public sealed record ConstantQOptions : FeatureOptions
{
    /// <summary>C1 in equal temperament with A4 = 440 Hz, in Hz.</summary>
    public const double C1Hz = 32.70319566257483;

    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>fmin: the lowest frequency in Hz. Default C1, about 32.7.</summary>
    public double MinFrequencyHz { get; init; } = C1Hz;

    /// <summary>n_octaves. Default 7.</summary>
    public int Octaves { get; init; } = 7;

    /// <summary>bins_per_octave. Default 36.</summary>
    public int BinsPerOctave { get; init; } = 36;

    /// <summary>tuning: the deviation from A = 440 Hz in fractions of a bin. Default null: estimated from the clip.</summary>
    public double? Tuning { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(HopSamples >= 1, "hop_length", HopSamples, "at least 1");
        FeatureOptionException.Require(MinFrequencyHz >= 1 && double.IsFinite(MinFrequencyHz), "fmin", MinFrequencyHz, "at least 1");
        FeatureOptionException.Require(Octaves is >= 1 and <= 16, "n_octaves", Octaves, "from 1 to 16");
        FeatureOptionException.Require(BinsPerOctave is >= 2 and <= 240, "bins_per_octave", BinsPerOctave, "from 2 to 240");
        FeatureOptionException.Require(Tuning is null || double.IsFinite(Tuning.Value), "tuning", Tuning, "a finite number, or none");
    }
}
