namespace Undertone.Sound.Features.Engine;

/// <summary>A feature of a whole clip, made from the rows that the frame groups have computed or from the samples themselves.</summary>
internal abstract class ClipFeature
{
    public abstract int Bands { get; }

    /// <summary>The frames of a clip of so many samples, told without computing anything.</summary>
    public abstract int FramesOf(int samples);

    /// <summary>The rows that are this feature, where every frame stands for itself; null where the whole clip has to be known.</summary>
    public virtual FrameGroup.Tap? Rows => null;

    /// <summary>Why the whole clip has to be known, where it has to.</summary>
    public virtual string WholeClipReason => "";

    /// <summary>Computes the feature; the frame groups have run.</summary>
    public abstract FeatureMatrix Finish(in PinnedSamples clip);
}
