using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Voice;

/// <summary>The options of formants: those of Praat's "To Formant (burg)".</summary>
public sealed record FormantOptions : FeatureOptions
{
    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>window_seconds: the length that the Gaussian window counts with; it reaches over twice as much. Default 0.025.</summary>
    public double WindowSeconds { get; init; } = 0.025;

    /// <summary>ceiling_hz: half the rate that the clip is brought to before; formants lie below. Default 5500, for most women's
    /// voices; 5000 suits most men's.</summary>
    public int CeilingHz { get; init; } = 5500;

    /// <summary>max_formants: the formants to be looked for below the ceiling, two poles for each. Default 5.</summary>
    public int MaxFormants { get; init; } = 5;

    /// <summary>preemphasis_hz: where the pre-emphasis of 6 dB an octave begins. Default 50.</summary>
    public double PreemphasisHz { get; init; } = 50;

    /// <summary>center: whether frame t is centred at sample t * hop (between zeros at both ends) or begins there. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>The samples of a window at the rate of twice the ceiling: an even number.</summary>
    internal int WindowSamples => 2 * ((int)Math.Floor(2 * WindowSeconds * 2 * CeilingHz) / 2);

    /// <inheritdoc/>
    public override void Validate()
    {
        FeatureOptionException.Require(HopSamples >= 1, "hop_length", HopSamples, "at least 1");
        FeatureOptionException.Require(CeilingHz is >= 500 and <= 50_000, "ceiling_hz", CeilingHz, "from 500 to 50000");
        FeatureOptionException.Require(MaxFormants is >= 3 and <= 20, "max_formants", MaxFormants, "from 3 to 20");
        FeatureOptionException.Require(WindowSeconds is >= 0.005 and <= 1, "window_seconds", WindowSeconds, "from 0.005 to 1");
        FeatureOptionException.Require(WindowSamples > 4 * MaxFormants, "window_seconds", WindowSeconds,
            $"long enough for max_formants={MaxFormants} at ceiling_hz={CeilingHz}");
        FeatureOptionException.Require(PreemphasisHz > 0 && double.IsFinite(PreemphasisHz), "preemphasis_hz", PreemphasisHz, "above 0");
    }
}
