namespace Undertone.Sound.Features;

/// <summary>The tuning of a clip as a single number.</summary>
internal sealed class TuningFeature(PitchPeaks peaks, TuningOptions options) : ClipFeature
{
    private readonly TuningEstimate _estimate = new(options.Resolution, options.BinsPerOctave);

    public override int Bands => 1;

    public override string WholeClipReason => "the tuning is estimated from the peaks of the whole clip";

    public override FeatureMatrix Finish(in Clip clip) => new(1, 1, [(float)_estimate.Of(peaks)], isVector: true);
}
