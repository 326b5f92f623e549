namespace Undertone.Sound.Features;

/// <summary>A derivative over time of another feature.</summary>
internal sealed class DeltaFeature(ClipFeature feature, int widthFrames, int order) : ClipFeature
{
    public override int Bands => feature.Bands;

    public override string WholeClipReason => "the derivatives at the ends are fitted to the first and last frames of the clip";

    public override FeatureMatrix Finish(in Clip clip) => Delta.Compute(feature.Finish(clip), widthFrames, order);
}
