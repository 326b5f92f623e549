using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of librosa.feature.spectral_flatness.</summary>
public sealed record SpectralFlatnessOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>amin: the least power that a bin counts with. Default 1e-10.</summary>
    public double LeastPower { get; init; } = 1e-10;

    /// <summary>power: the exponent of the magnitudes. Default 2.</summary>
    public double Power { get; init; } = 2;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(LeastPower > 0 && double.IsFinite(LeastPower), "amin", LeastPower, "above 0");
        FeatureOptionException.Require(Power > 0 && double.IsFinite(Power), "power", Power, "above 0");
    }
}
