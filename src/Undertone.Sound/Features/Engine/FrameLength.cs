namespace Undertone.Sound.Features.Engine;

/// <summary>The rules for frames that are not transformed.</summary>
internal static class FrameLength
{
    public static void Validate(StftOptions framing)
    {
        FeatureOptionException.Require(framing.FftSamples is >= 1 and <= StftOptions.LargestFftSamples,
            "frame_length", framing.FftSamples, $"from 1 to {StftOptions.LargestFftSamples}");
        FeatureOptionException.Require(framing.HopSamples >= 1, "hop_length", framing.HopSamples, "at least 1");
        FeatureOptionException.Require(Enum.IsDefined(framing.Padding), "pad_mode", framing.Padding, "constant, edge or reflect");
    }
}
