namespace Undertone.Sound.Features;

/// <summary>One band of another feature, as a vector.</summary>
internal sealed class VectorBand(ClipFeature feature, int band) : ClipFeature
{
    public override int Bands => 1;

    public override string WholeClipReason => "the path of the pitch is decoded over the whole clip";

    public override FeatureMatrix Finish(in Clip clip)
    {
        var both = feature.Finish(clip);
        var values = new float[both.Frames];
        for (var t = 0; t < values.Length; t++) values[t] = both.Values[t * both.Bands + band];
        return new FeatureMatrix(values.Length, 1, values, isVector: true);
    }
}
