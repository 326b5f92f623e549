using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Cepstral;

/// <summary>The options of librosa.feature.delta over librosa.feature.mfcc; the order is part of the feature's name.</summary>
public sealed record DeltaOptions : FeatureOptions
{
    /// <summary>The coefficients below.</summary>
    public MfccOptions Mfcc { get; init; } = new();

    /// <summary>width: the number of frames that the slope is fitted over; odd, at least 3, and at
    /// most the number of frames of the clip. Default 9.</summary>
    public int WidthFrames { get; init; } = 9;

    /// <inheritdoc/>
    public override void Validate()
    {
        Mfcc.Validate();
        Delta.RequireWidth(WidthFrames);
    }
}
