namespace Undertone.Sound.Features;

/// <summary>The samples of a clip.</summary>
internal sealed class WaveformFeature : ClipFeature
{
    public override int Bands => 1;

    public override string WholeClipReason => "it is the input itself";

    public override FeatureMatrix Finish(in Clip clip) => new(clip.Length, 1, clip.Span.ToArray(), isVector: true);
}
