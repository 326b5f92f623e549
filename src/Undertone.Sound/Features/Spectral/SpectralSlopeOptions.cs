using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of the spectral slopes.</summary>
public sealed record SpectralSlopeOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate() => Stft.Validate();
}
