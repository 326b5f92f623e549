using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of the alpha ratio.</summary>
public sealed record AlphaRatioOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate() => Stft.Validate();
}
