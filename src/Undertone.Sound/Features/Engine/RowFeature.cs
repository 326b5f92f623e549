namespace Undertone.Sound.Features.Engine;

/// <summary>A feature whose frames stand for themselves.</summary>
internal sealed class RowFeature(FrameGroup.Tap rows) : ClipFeature
{
    public override int Bands => rows.Bands;

    public override int FramesOf(int samples) => rows.FramesOf(samples);

    public override FrameGroup.Tap Rows => rows;

    public override FeatureMatrix Finish(in PinnedSamples clip) => rows.ToMatrix();
}
