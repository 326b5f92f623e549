namespace Undertone.Sound.Features.Engine;

/// <summary>Neighbouring bands of another feature of the whole clip.</summary>
internal sealed class BandFeature(ClipFeature feature, int first, int bands, string wholeClipReason, bool isVector = false) : ClipFeature
{
    public override int Bands => bands;

    public override int FramesOf(int samples) => feature.FramesOf(samples);

    public override string WholeClipReason => wholeClipReason;

    public override FeatureMatrix Finish(in PinnedSamples clip)
    {
        var all = feature.Finish(clip);
        var values = new float[all.Frames * bands];
        for (var t = 0; t < all.Frames; t++) all.Frame(t).Slice(first, bands).CopyTo(values.AsSpan(t * bands));
        return new FeatureMatrix(all.Frames, bands, values, isVector);
    }
}
