using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Levels;

/// <summary>The samples themselves have no options.</summary>
public sealed record WaveformOptions : FeatureOptions
{
    /// <inheritdoc/>
    public override void Validate()
    {
    }
}
