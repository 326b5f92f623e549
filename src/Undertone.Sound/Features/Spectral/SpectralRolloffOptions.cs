using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of librosa.feature.spectral_rolloff.</summary>
public sealed record SpectralRolloffOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>roll_percent: the share of the magnitude that lies at or below the result. Default 0.85.</summary>
    public double RollPercent { get; init; } = 0.85;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(RollPercent is > 0 and < 1, "roll_percent", RollPercent, "between 0 and 1");
    }
}
