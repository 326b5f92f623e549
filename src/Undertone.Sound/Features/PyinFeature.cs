using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The fundamental frequency of a clip, NaN where it is unvoiced, and the probability of each frame being voiced: two bands.</summary>
internal sealed unsafe class PyinFeature : ClipFeature
{
    private readonly PyinOptions _options;
    private readonly FrameGroup _frames;
    private readonly PitchCandidates _candidates;
    private readonly PitchDecoder _decoder;
    private double[] _bins = [];
    private double[] _voiced = [];
    private int[] _states = [];

    public PyinFeature(PyinOptions options, int sampleRateHz, SimdWidth width)
    {
        _options = options;
        _frames = new FrameGroup(options.Framing, width);
        _candidates = new PitchCandidates(options, sampleRateHz, width);
        var semitones = (int)Math.Round(options.MaxTransitionOctavesPerSecond * 12 * options.Framing.HopSamples / sampleRateHz, MidpointRounding.ToEven);
        var reach = (long)semitones * _candidates.BinsPerSemitone + 1;
        FeatureOptionException.Require(reach <= _candidates.Bins, "max_transition_rate", options.MaxTransitionOctavesPerSecond,
            FormattableString.Invariant($"so low that a step of {reach} pitch bins fits into the {_candidates.Bins} between fmin and fmax"));
        _decoder = new PitchDecoder(_candidates.Bins, (int)reach, options.SwitchProbability);
    }

    public override int Bands => 2;

    public override FeatureMatrix Finish(in Clip clip)
    {
        var frames = Framing.Count(clip.Length, _frames.Options);
        var bins = _candidates.Bins;
        if (_states.Length < frames) (_bins, _voiced, _states) = (new double[checked(frames * bins)], new double[frames], new int[frames]);
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
