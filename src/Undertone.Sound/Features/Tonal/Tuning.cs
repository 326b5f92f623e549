using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Tonal;

/// <summary>The deviation of a clip from A = 440 Hz.</summary>
public static class Tuning
{
    internal static readonly FeatureDefinition<TuningOptions> Definition = new(
        "tuning",
        new(),
        [
            .. StftFields.Of<TuningOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("resolution", o => OptionText.Of(o.Resolution), (o, v) => o with { Resolution = OptionText.Number(v) }),
            new("bins_per_octave", o => OptionText.Of(o.BinsPerOctave), (o, v) => o with { BinsPerOctave = OptionText.Integer(v) }),
        ],
        (p, o) => new OfClip(PitchPeaks.Of(p, o.Stft, ofPower: false), o));

    /// <summary>librosa.estimate_tuning of a clip: the commonest deviation from equal
    /// temperament among its spectral peaks from 150 to 4000 Hz.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The deviation in fractions of a bin of the octave, from -0.5 to below 0.5; 0 where there are no peaks.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static double Estimate(ReadOnlySpan<float> samples, int sampleRateHz, TuningOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options).Values[0];

    /// <summary>The tuning of a clip as a single number.</summary>
    private sealed class OfClip(PitchPeaks peaks, TuningOptions options) : ClipFeature
    {
        private readonly TuningEstimate _estimate = new(options.Resolution, options.BinsPerOctave);

        public override int Bands => 1;

        public override int FramesOf(int samples) => 1;

        public override string WholeClipReason => "the tuning is estimated from the peaks of the whole clip";

        public override FeatureMatrix Finish(in PinnedSamples clip) => new(1, 1, [(float)_estimate.Of(peaks)], isVector: true);
    }
}
