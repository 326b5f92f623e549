using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of a mel spectrogram as natural logarithms.</summary>
public sealed record LogMelOptions : FeatureOptions
{
    /// <summary>The mel spectrogram below.</summary>
    public MelSpectrogramOptions Mel { get; init; } = new();

    /// <summary>floor: what is added to every value below the logarithm, above 0. Default 1e-6.</summary>
    public double Floor { get; init; } = 1e-6;

    /// <inheritdoc/>
    public override void Validate()
    {
        Mel.Validate();
        FeatureOptionException.Require(Floor > 0 && double.IsFinite(Floor), "floor", Floor, "above 0");
    }
}
