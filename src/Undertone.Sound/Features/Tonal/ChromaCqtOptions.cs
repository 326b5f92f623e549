using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The options of librosa.feature.chroma_cqt: a constant-Q transform folded into pitch classes.</summary>
public sealed record ChromaCqtOptions : FeatureOptions
{
    /// <summary>The constant-Q transform below.</summary>
    public ConstantQOptions ConstantQ { get; init; } = new();

    /// <summary>n_chroma: the number of pitch classes, a divisor of bins_per_octave. Default 12.</summary>
    public int Bands { get; init; } = 12;

    /// <summary>norm: how each frame is scaled. Default <see cref="ChromaNorm.Max"/>.</summary>
    public ChromaNorm Norm { get; init; } = ChromaNorm.Max;

    /// <summary>threshold: what is below it counts as zero, before the scaling. Default 0.</summary>
    public double Threshold { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        ConstantQ.Validate();
        FeatureOptionException.Require(Bands >= 1 && ConstantQ.BinsPerOctave % Bands == 0, "n_chroma", Bands,
            $"a divisor of bins_per_octave={ConstantQ.BinsPerOctave}");
        FeatureOptionException.Require(Enum.IsDefined(Norm), "norm", Norm, "inf, 1, 2 or none");
        FeatureOptionException.Require(double.IsFinite(Threshold), "threshold", Threshold, "a finite number");
    }
}
