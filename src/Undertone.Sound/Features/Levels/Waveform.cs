using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Levels;

/// <summary>The samples of a clip, as they are.</summary>
internal static class Waveform
{
    public static readonly FeatureDefinition<WaveformOptions> Definition = new("waveform", new(), [], (_, _) => new OfClip());

    private sealed class OfClip : ClipFeature
    {
        public override int Bands => 1;

        public override int FramesOf(int samples) => samples;

        public override string WholeClipReason => "it is the input itself";

        public override FeatureMatrix Finish(in PinnedSamples clip) => new(clip.Length, 1, clip.Span.ToArray(), isVector: true);
    }
}
