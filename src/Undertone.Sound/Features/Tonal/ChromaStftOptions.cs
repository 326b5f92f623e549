using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The options of librosa.feature.chroma_stft: the power spectrum folded into pitch classes.</summary>
public sealed record ChromaStftOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>n_chroma: the number of pitch classes. Default 12.</summary>
    public int Bands { get; init; } = 12;

    /// <summary>tuning: the deviation from A = 440 Hz in fractions of a pitch class. Default null: estimated from
    /// the clip; a given one lets the feature stream.</summary>
    public double? Tuning { get; init; }

    /// <summary>norm: how each frame is scaled. Default <see cref="ChromaNorm.Max"/>: to a largest value of 1.</summary>
    public ChromaNorm Norm { get; init; } = ChromaNorm.Max;

    /// <summary>ctroct: the centre, in octaves, of the window over frequency. Default 5.</summary>
    public double CenterOctave { get; init; } = 5;

    /// <summary>octwidth: the width, in octaves, of the window over frequency; null for none. Default 2.</summary>
    public double? OctaveWidth { get; init; } = 2;

    /// <summary>base_c: whether the first band is C rather than A. Default true.</summary>
    public bool BaseC { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(Bands is >= 1 and <= 1200, "n_chroma", Bands, "from 1 to 1200");
        FeatureOptionException.Require(Tuning is null || double.IsFinite(Tuning.Value), "tuning", Tuning, "a finite number, or none");
        FeatureOptionException.Require(Enum.IsDefined(Norm), "norm", Norm, "inf, 1, 2 or none");
        FeatureOptionException.Require(double.IsFinite(CenterOctave), "ctroct", CenterOctave, "a finite number");
        FeatureOptionException.Require(OctaveWidth is null or > 0, "octwidth", OctaveWidth, "above 0, or none");
    }
}
