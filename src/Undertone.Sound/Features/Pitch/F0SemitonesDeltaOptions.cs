using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The options of the movement of the fundamental frequency.</summary>
public sealed record F0SemitonesDeltaOptions : FeatureOptions
{
    /// <summary>The fundamental frequency below.</summary>
    public PyinOptions Pitch { get; init; } = new();

    /// <summary>width: the number of frames that the slope is fitted over; odd, at least 3. Default 5.</summary>
    public int WidthFrames { get; init; } = 5;

    /// <inheritdoc/>
    public override void Validate()
    {
        Pitch.Validate();
        FeatureOptionException.Require(
            WidthFrames is >= 3 and < 10000 && WidthFrames % 2 == 1, "width", WidthFrames, "odd, from 3 to 9999");
    }
}
