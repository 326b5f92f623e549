using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Levels;

/// <summary>The options of librosa.feature.zero_crossing_rate. A centred clip is continued with its end
/// samples; magnitudes up to 1e-10 count as zero.</summary>
public sealed record ZeroCrossingRateOptions : FeatureOptions
{
    /// <summary>frame_length: samples in a frame. Default 2048.</summary>
    public int FrameSamples { get; init; } = 2048;

    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>center: whether frame t is centred at sample t * hop. Default true.</summary>
    public bool Center { get; init; } = true;

    internal StftOptions Framing => new() { FftSamples = FrameSamples, HopSamples = HopSamples, Center = Center, Padding = PadMode.Edge };

    /// <inheritdoc/>
    public override void Validate() => FrameLength.Validate(Framing);
}
