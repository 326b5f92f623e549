using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The options of librosa.estimate_tuning.</summary>
public sealed record TuningOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>resolution: the width of a bin of the histogram of deviations, in fractions of a bin of the octave. Default 0.01.</summary>
    public double Resolution { get; init; } = 0.01;

    /// <summary>bins_per_octave. Default 12.</summary>
    public int BinsPerOctave { get; init; } = 12;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(Resolution is >= 1e-5 and <= 1, "resolution", Resolution, "from 0.00001 to 1");
        FeatureOptionException.Require(BinsPerOctave is >= 1 and <= 1200, "bins_per_octave", BinsPerOctave, "from 1 to 1200");
    }
}
