using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The options of librosa.pyin, the fundamental frequency by probabilistic YIN.</summary>
public sealed record PyinOptions : FeatureOptions
{
    /// <summary>fmin: the lowest fundamental frequency in Hz. Default 65, about C2.</summary>
    public double MinFrequencyHz { get; init; } = 65;

    /// <summary>fmax: the highest fundamental frequency in Hz. Default 2093, about C7.</summary>
    public double MaxFrequencyHz { get; init; } = 2093;

    /// <summary>frame_length: samples in a frame; at least two periods of fmin should fit into it. Default 2048.</summary>
    public int FrameSamples { get; init; } = 2048;

    /// <summary>hop_length: samples from one frame to the next. Default null: a quarter of the frame.</summary>
    public int? HopSamples { get; init; }

    /// <summary>n_thresholds: the number of thresholds for troughs. Default 100.</summary>
    public int Thresholds { get; init; } = 100;

    /// <summary>beta_parameters, first: the shape of the prior over the thresholds. Default 2.</summary>
    public double BetaA { get; init; } = 2;

    /// <summary>beta_parameters, second. Default 18.</summary>
    public double BetaB { get; init; } = 18;

    /// <summary>boltzmann_parameter: how strongly smaller periods are preferred. Default 2.</summary>
    public double Boltzmann { get; init; } = 2;

    /// <summary>resolution: the width of a pitch bin in semitones. Default 0.1.</summary>
    public double ResolutionSemitones { get; init; } = 0.1;

    /// <summary>max_transition_rate: the fastest glide in octaves per second. Default 35.92.</summary>
    public double MaxTransitionOctavesPerSecond { get; init; } = 35.92;

    /// <summary>switch_prob: the probability of changing between voiced and unvoiced. Default 0.01.</summary>
    public double SwitchProbability { get; init; } = 0.01;

    /// <summary>no_trough_prob: the most that is added to the deepest trough where none is below a threshold. Default 0.01.</summary>
    public double NoTroughProbability { get; init; } = 0.01;

    /// <summary>center: whether frame t is centred at sample t * hop. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>pad_mode. Default <see cref="PadMode.Constant"/>.</summary>
    public PadMode Padding { get; init; } = PadMode.Constant;

    internal StftOptions Framing =>
        new() { FftSamples = FrameSamples, HopSamples = HopSamples ?? FrameSamples / 4, Center = Center, Padding = Padding };

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(FrameSamples is >= 8 and <= StftOptions.LargestFftSamples, "frame_length", FrameSamples,
            $"from 8 to {StftOptions.LargestFftSamples}");
        FeatureOptionException.Require(HopSamples is null or >= 1, "hop_length", HopSamples, "at least 1");
        FeatureOptionException.Require(MinFrequencyHz > 0 && double.IsFinite(MinFrequencyHz), "fmin", MinFrequencyHz, "above 0");
        FeatureOptionException.Require(MaxFrequencyHz > MinFrequencyHz && double.IsFinite(MaxFrequencyHz), "fmax", MaxFrequencyHz,
            FormattableString.Invariant($"above fmin={MinFrequencyHz}"));
        FeatureOptionException.Require(Thresholds is >= 2 and <= 10000, "n_thresholds", Thresholds, "from 2 to 10000");
        FeatureOptionException.Require(BetaA > 0 && double.IsFinite(BetaA), "beta_a", BetaA, "above 0");
        FeatureOptionException.Require(BetaB > 0 && double.IsFinite(BetaB), "beta_b", BetaB, "above 0");
        FeatureOptionException.Require(Boltzmann > 0 && double.IsFinite(Boltzmann), "boltzmann_parameter", Boltzmann, "above 0");
        FeatureOptionException.Require(ResolutionSemitones is >= 0.005 and < 1, "resolution", ResolutionSemitones, "from 0.005 to below 1");
        FeatureOptionException.Require(MaxTransitionOctavesPerSecond > 0 && double.IsFinite(MaxTransitionOctavesPerSecond),
            "max_transition_rate", MaxTransitionOctavesPerSecond, "above 0");
        FeatureOptionException.Require(SwitchProbability is > 0 and < 1, "switch_prob", SwitchProbability, "between 0 and 1");
        FeatureOptionException.Require(NoTroughProbability is > 0 and < 1, "no_trough_prob", NoTroughProbability, "between 0 and 1");
        FeatureOptionException.Require(Enum.IsDefined(Padding), "pad_mode", Padding, "constant, edge or reflect");
    }
}
