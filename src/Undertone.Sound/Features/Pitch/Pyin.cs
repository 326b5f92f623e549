using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Pitch;

/// <summary>
/// The fundamental frequency by probabilistic YIN (M. Mauch and S. Dixon, "pYIN: a fundamental frequency estimator using probabilistic
/// threshold distributions", 2014).
/// </summary>
public static class Pyin
{
    internal const string WholeClipReason = "the path of the pitch is decoded over the whole clip";

    private static readonly OptionField<PyinOptions>[] PyinFields =
    [
        new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
        new("fmax", o => OptionText.Of(o.MaxFrequencyHz), (o, v) => o with { MaxFrequencyHz = OptionText.Number(v) }),
        new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
        new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.IntegerOrNone(v) }),
        new("n_thresholds", o => OptionText.Of(o.Thresholds), (o, v) => o with { Thresholds = OptionText.Integer(v) }),
        new("beta_a", o => OptionText.Of(o.BetaA), (o, v) => o with { BetaA = OptionText.Number(v) }),
        new("beta_b", o => OptionText.Of(o.BetaB), (o, v) => o with { BetaB = OptionText.Number(v) }),
        new("boltzmann_parameter", o => OptionText.Of(o.Boltzmann), (o, v) => o with { Boltzmann = OptionText.Number(v) }),
        new("resolution", o => OptionText.Of(o.ResolutionSemitones), (o, v) => o with { ResolutionSemitones = OptionText.Number(v) }),
        new(
            "max_transition_rate",
            o => OptionText.Of(o.MaxTransitionOctavesPerSecond),
            (o, v) => o with { MaxTransitionOctavesPerSecond = OptionText.Number(v) }),
        new("switch_prob", o => OptionText.Of(o.SwitchProbability), (o, v) => o with { SwitchProbability = OptionText.Number(v) }),
        new(
            "no_trough_prob",
            o => OptionText.Of(o.NoTroughProbability),
            (o, v) => o with { NoTroughProbability = OptionText.Number(v) }),
        new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
        new("pad_mode", o => StftFields.PadText(o.Padding), (o, v) => o with { Padding = StftFields.ReadPad(v) }),
    ];

    internal static readonly FeatureDefinition<PyinOptions> Definition = Of("pyin", 0);

    internal static readonly FeatureDefinition<PyinOptions> VoicedProbabilityDefinition = Of("pyin_voiced_probability", 1);

    /// <summary>librosa.pyin of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults, from 65 to 2093 Hz.</param>
    /// <returns>The fundamental frequency and the probability of being voiced, frame by frame.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static PitchTrack Compute(ReadOnlySpan<float> samples, int sampleRateHz, PyinOptions? options = null)
    {
        options ??= new PyinOptions();
        FeatureSpec[] both = [new(Definition, options), new(VoicedProbabilityDefinition, options)];
        var results = new FeatureExtractor(both, sampleRateHz).Extract(samples);
        return new PitchTrack(results[0], results[1]);
    }

    /// <summary>The options of pYIN as part of others.</summary>
    internal static OptionField<T>[] Fields<T>(Func<T, PyinOptions> get, Func<T, PyinOptions, T> with) =>
        Array.ConvertAll(PyinFields, f => new OptionField<T>(f.Name, o => f.Get(get(o)), (o, v) => with(o, f.With(get(o), v))));

    /// <summary>The two bands of a clip, f0 and the probability of being voiced, which other features are made from.</summary>
    internal static ClipFeature Plan(FeaturePlanner planner, PyinOptions options) =>
        planner.Shared(options, () => new OfClip(options, planner.SampleRateHz, planner.Width));

    /// <summary>The fundamental frequency of each frame in Hz, NaN where it is unvoiced, out of the two bands.</summary>
    internal static double[] FrequencyHz(FeatureMatrix bands)
    {
        var values = new double[bands.Frames];
        for (var t = 0; t < values.Length; t++) values[t] = bands.Frame(t)[0];
        return values;
    }

    private static FeatureDefinition<PyinOptions> Of(string name, int band) =>
        new(name, new(), PyinFields, (p, o) => new BandFeature(Plan(p, o), band, 1, WholeClipReason, isVector: true));

    /// <summary>The fundamental frequency of a clip, NaN where it is unvoiced, and the
    /// probability of each frame being voiced: two bands.</summary>
    private sealed unsafe class OfClip : ClipFeature
    {
        private readonly PyinOptions _options;
        private readonly FrameGroup _frames;
        private readonly PitchCandidates _candidates;
        private readonly PitchDecoder _decoder;
        private double[] _bins = [];
        private double[] _voiced = [];
        private int[] _states = [];

        public OfClip(PyinOptions options, int sampleRateHz, SimdWidth width)
        {
            _options = options;
            _frames = new FrameGroup(options.Framing, width);
            _candidates = new PitchCandidates(options, sampleRateHz, width);
            var semitones = (int)Math.Round(
                options.MaxTransitionOctavesPerSecond * 12 * options.Framing.HopSamples / sampleRateHz, MidpointRounding.ToEven);
            var reach = (long)semitones * _candidates.BinsPerSemitone + 1;
            FeatureOptionException.Require(reach <= _candidates.Bins, "max_transition_rate", options.MaxTransitionOctavesPerSecond,
                FormattableString.Invariant(
                    $"so low that a step of {reach} pitch bins fits into the {_candidates.Bins} between fmin and fmax"));
            _decoder = new PitchDecoder(_candidates.Bins, (int)reach, options.SwitchProbability);
        }

        public override int Bands => 2;

        public override int FramesOf(int samples) => Framing.Count(samples, _frames.Options);

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var frames = Framing.Count(clip.Length, _frames.Options);
            var bins = _candidates.Bins;
            if (_states.Length < frames)
            {
                (_bins, _voiced, _states) = (new double[checked(frames * bins)], new double[frames], new int[frames]);
            }

            for (var t = 0; t < frames; t++)
            {
                var frame = _frames.Locate(clip.Samples, 0, clip.Length, Framing.Start(t, _frames.Options));
                _voiced[t] = _candidates.Compute(frame, _bins.AsSpan(t * bins, bins));
            }

            _decoder.Decode(_bins.AsSpan(0, frames * bins), _voiced.AsSpan(0, frames), _states.AsSpan(0, frames));
            var values = new float[2 * frames];
            for (var t = 0; t < frames; t++)
            {
                var hz = _options.MinFrequencyHz * Math.Pow(2, _states[t] % bins / (12.0 * _candidates.BinsPerSemitone));
                values[2 * t] = _states[t] < bins ? (float)hz : float.NaN;
                values[2 * t + 1] = (float)_voiced[t];
            }

            return new FeatureMatrix(frames, 2, values);
        }
    }
}
