using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Levels;

/// <summary>The options of librosa.feature.rms.</summary>
public sealed record RmsOptions : FeatureOptions
{
    /// <summary>frame_length: samples in a frame. Default 2048.</summary>
    public int FrameSamples { get; init; } = 2048;

    /// <summary>hop_length: samples from one frame to the next. Default 512.</summary>
    public int HopSamples { get; init; } = 512;

    /// <summary>center: whether frame t is centred at sample t * hop. Default true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>pad_mode. Default <see cref="PadMode.Constant"/>.</summary>
    public PadMode Padding { get; init; } = PadMode.Constant;

    internal StftOptions Framing => new() { FftSamples = FrameSamples, HopSamples = HopSamples, Center = Center, Padding = Padding };

    /// <inheritdoc/>
    public override void Validate() => FrameLength.Validate(Framing);
}
