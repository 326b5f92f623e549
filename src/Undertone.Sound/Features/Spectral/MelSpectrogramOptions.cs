using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of librosa.feature.melspectrogram.</summary>
public sealed record MelSpectrogramOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>n_mels: the number of bands. Default 128.</summary>
    public int Bands { get; init; } = 128;

    /// <summary>fmin: the lower edge of the lowest band in Hz. Default 0.</summary>
    public double MinFrequencyHz { get; init; }

    /// <summary>fmax: the upper edge of the highest band in Hz. Default null: half the sample rate.</summary>
    public double? MaxFrequencyHz { get; init; }

    /// <summary>htk: HTK's mel scale rather than Slaney's. Default false.</summary>
    public bool Htk { get; init; }

    /// <summary>norm: whether each band is scaled to unit area ("slaney") or left with a peak of 1. Default true.</summary>
    public bool SlaneyNorm { get; init; } = true;

    /// <summary>power: the exponent of the magnitudes, 1 for magnitude and 2 for power. Default 2.</summary>
    public double Power { get; init; } = 2;

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(Bands is >= 1 and <= 65536, "n_mels", Bands, "from 1 to 65536");
        FeatureOptionException.Require(MinFrequencyHz is >= 0 and < double.PositiveInfinity, "fmin", MinFrequencyHz, "at least 0");
        FeatureOptionException.Require(MaxFrequencyHz is null || (MaxFrequencyHz > MinFrequencyHz && double.IsFinite(MaxFrequencyHz.Value)),
            "fmax", MaxFrequencyHz, $"above fmin={MinFrequencyHz}");
        FeatureOptionException.Require(Power > 0 && double.IsFinite(Power), "power", Power, "above 0");
    }
}
