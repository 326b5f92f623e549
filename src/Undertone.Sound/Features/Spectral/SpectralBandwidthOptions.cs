using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of librosa.feature.spectral_bandwidth.</summary>
public sealed record SpectralBandwidthOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>norm: whether the magnitudes of a frame are scaled to a sum of 1. Default true.</summary>
    public bool Normalized { get; init; } = true;

    /// <summary>p: the power of the deviation. Default 2.</summary>
    public double Power { get; init; } = 2;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(Power > 0 && double.IsFinite(Power), "p", Power, "above 0");
    }
}
