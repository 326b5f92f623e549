using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The options of librosa.feature.spectral_contrast.</summary>
public sealed record SpectralContrastOptions : FeatureOptions
{
    /// <summary>How the clip is framed and transformed.</summary>
    public StftOptions Stft { get; init; } = new();

    /// <summary>n_bands: the number of octave bands above the lowest band; the feature has one value more. Default 6.</summary>
    public int OctaveBands { get; init; } = 6;

    /// <summary>fmin: the upper edge of the lowest band in Hz. Default 200.</summary>
    public double MinFrequencyHz { get; init; } = 200;

    /// <summary>quantile: the share of a band's bins that make its peak and its valley. Default 0.02.</summary>
    public double Quantile { get; init; } = 0.02;

    /// <summary>linear: the difference of the magnitudes rather than of their decibels; it needs
    /// no other frame, so it can stream. Default false.</summary>
    public bool Linear { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Stft.Validate();
        FeatureOptionException.Require(OctaveBands is >= 1 and <= 64, "n_bands", OctaveBands, "from 1 to 64");
        FeatureOptionException.Require(MinFrequencyHz > 0 && double.IsFinite(MinFrequencyHz), "fmin", MinFrequencyHz, "above 0");
        FeatureOptionException.Require(Quantile is > 0 and < 1, "quantile", Quantile, "between 0 and 1");
    }
}
