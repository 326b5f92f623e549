using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of a mel spectrogram in decibels: librosa.power_to_db(melspectrogram, ref=np.max).</summary>
public sealed record MelDecibelOptions : FeatureOptions
{
    /// <summary>The mel spectrogram below.</summary>
    public MelSpectrogramOptions Mel { get; init; } = new();

    /// <summary>top_db: the largest distance below the loudest value, in dB; null keeps everything. Default 80.</summary>
    public double? TopDb { get; init; } = 80;

    /// <inheritdoc/>
    public override void Validate()
    {
        Mel.Validate();
        FeatureOptionException.Require(TopDb is null or >= 0, "top_db", TopDb, "at least 0, or none");
    }
}
