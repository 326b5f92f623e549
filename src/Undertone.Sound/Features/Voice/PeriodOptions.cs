using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Pitch;

namespace Undertone.Sound.Features.Voice;

/// <summary>The options of jitter and shimmer.</summary>
public sealed record PeriodOptions : FeatureOptions
{
    /// <summary>The fundamental frequency that the periods are found by; frames stand where its frames stand.</summary>
    public PyinOptions Pitch { get; init; } = new();

    /// <summary>window_seconds: the stretch around the middle of a frame whose pulses count. Default 0.06.</summary>
    public double WindowSeconds { get; init; } = 0.06;

    /// <inheritdoc/>
    public override void Validate()
    {
        Pitch.Validate();
        FeatureOptionException.Require(WindowSeconds is >= 0.005 and <= 10, "window_seconds", WindowSeconds, "from 0.005 to 10");
    }
}
