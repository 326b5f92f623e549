using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;

namespace Undertone.Sound.Features.Cepstral;

/// <summary>The options of librosa.feature.mfcc: the orthonormal discrete cosine transform of a mel spectrogram in decibels.</summary>
public sealed record MfccOptions : FeatureOptions
{
    /// <summary>The mel spectrogram below.</summary>
    public MelSpectrogramOptions Mel { get; init; } = new();

    /// <summary>n_mfcc: the number of coefficients. Default 20.</summary>
    public int Coefficients { get; init; } = 20;

    /// <summary>dct_type: 1, 2 or 3. Default 2.</summary>
    public int DctType { get; init; } = 2;

    /// <summary>norm: whether the cosine transform is orthonormal ("ortho"). Default true.</summary>
    public bool Orthonormal { get; init; } = true;

    /// <summary>lifter: coefficient n is multiplied by 1 + lifter/2 * sin(pi (n+1) / lifter). Default 0: none.</summary>
    public double Lifter { get; init; }

    /// <summary>top_db: how far below the loudest band of the whole clip the decibels are cut off. Default 80; null
    /// cuts nothing off, and then the feature can stream.</summary>
    public double? TopDb { get; init; } = 80;

    /// <inheritdoc/>
    public override void Validate()
    {
        Mel.Validate();
        FeatureOptionException.Require(Coefficients >= 1, "n_mfcc", Coefficients, "at least 1");
        FeatureOptionException.Require(DctType is 1 or 2 or 3, "dct_type", DctType, "1, 2 or 3");
        FeatureOptionException.Require(Lifter >= 0 && double.IsFinite(Lifter), "lifter", Lifter, "at least 0");
        FeatureOptionException.Require(TopDb is null or >= 0, "top_db", TopDb, "at least 0, or none");
        FeatureOptionException.Require(!(DctType == 1 && Mel.Bands < 2), "n_mels", Mel.Bands, "at least 2 for dct_type=1");
    }
}
