using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The options of librosa.feature.tonnetz.</summary>
public sealed record TonnetzOptions : FeatureOptions
{
    /// <summary>The pitch classes below.</summary>
    public ChromaCqtOptions Chroma { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate() => Chroma.Validate();
}
