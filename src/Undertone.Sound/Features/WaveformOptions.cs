namespace Undertone.Sound.Features;

/// <summary>The samples themselves have no options.</summary>
public sealed record WaveformOptions : FeatureOptions
{
    /// <inheritdoc/>
    public override void Validate()
    {
    }
}
