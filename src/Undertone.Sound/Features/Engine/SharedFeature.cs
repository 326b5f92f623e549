namespace Undertone.Sound.Features.Engine;

/// <summary>A feature that others are made from as well: computed once for each clip.</summary>
internal sealed class SharedFeature(ClipFeature feature) : ClipFeature
{
    private FeatureMatrix? _result;

    public override int Bands => feature.Bands;

    public override int FramesOf(int samples) => feature.FramesOf(samples);

    public override FrameGroup.Tap? Rows => feature.Rows;

    public override string WholeClipReason => feature.WholeClipReason;

    public void Begin() => _result = null;

    public override FeatureMatrix Finish(in PinnedSamples clip) => _result ??= feature.Finish(clip);
}
