using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Functionals;

/// <summary>The options of the extended Geneva parameter set.</summary>
public sealed record EgemapsOptions : FeatureOptions
{
    /// <summary>fmin: the lowest fundamental frequency in Hz. Default 55, as openSMILE's.</summary>
    public double MinFrequencyHz { get; init; } = 55;

    /// <summary>fmax: the highest fundamental frequency in Hz. Default 1000, as openSMILE's.</summary>
    public double MaxFrequencyHz { get; init; } = 1000;

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(MinFrequencyHz is >= 40 and <= 250, "fmin", MinFrequencyHz, "from 40 to 250");
        FeatureOptionException.Require(MaxFrequencyHz is >= 500 and <= 2000, "fmax", MaxFrequencyHz, "from 500 to 2000");
    }
}
