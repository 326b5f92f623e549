using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Pitch;

/// <summary>How probable each pitch of a frame is: the troughs of the difference function, weighed over all
/// thresholds (M. Mauch and S. Dixon, "pYIN", 2014).</summary>
internal sealed unsafe class PitchCandidates
{
    private readonly PyinOptions _options;
    private readonly double _sampleRateHz;
    private readonly int _minPeriod;
    private readonly YinDifference _difference;
    private readonly double[] _thresholds;
    private readonly double[] _prior;
    private readonly double[] _priorBelow;
    private readonly int[] _troughs;
    private readonly double[] _probabilities;

    public PitchCandidates(PyinOptions options, int sampleRateHz, SimdWidth width)
    {
        (_options, _sampleRateHz) = (options, sampleRateHz);
        FeatureOptionException.Require(options.MaxFrequencyHz <= sampleRateHz / 2.0, "fmax", options.MaxFrequencyHz,
            FormattableString.Invariant($"at most half the sample rate, {sampleRateHz / 2.0} Hz"));
        FeatureOptionException.Require(sampleRateHz / options.MinFrequencyHz < options.FrameSamples - 1, "fmin", options.MinFrequencyHz,
            FormattableString.Invariant(
                $"above {(double)sampleRateHz / (options.FrameSamples - 1):F3} Hz for frame_length={options.FrameSamples}"));
        _minPeriod = Math.Max((int)Math.Floor(sampleRateHz / options.MaxFrequencyHz), 1);
        var maxPeriod = Math.Min((int)Math.Ceiling(sampleRateHz / options.MinFrequencyHz), options.FrameSamples - 1);
        FeatureOptionException.Require(
            maxPeriod > _minPeriod + 1, "fmax", options.MaxFrequencyHz, "far enough above fmin for several periods to lie between");
        _difference = new YinDifference(options.FrameSamples, _minPeriod, maxPeriod, width);
        BinsPerSemitone = (int)Math.Ceiling(1 / options.ResolutionSemitones);
        Bins = (int)Math.Floor(12 * BinsPerSemitone * Math.Log2(options.MaxFrequencyHz / options.MinFrequencyHz)) + 1;
        var n = options.Thresholds;
        (_thresholds, _prior, _priorBelow) = (new double[n], new double[n], new double[n + 1]);
        for (var i = 0; i < n; i++)
        {
            _thresholds[i] = (i + 1.0) / n;
            _prior[i] = BetaDistribution.Cdf((i + 1.0) / n, options.BetaA, options.BetaB)
                - BetaDistribution.Cdf((double)i / n, options.BetaA, options.BetaB);
            _priorBelow[i + 1] = _priorBelow[i] + _prior[i];
        }

        _troughs = new int[_difference.Values.Length];
        _probabilities = new double[_difference.Values.Length];
    }

    /// <summary>The number of pitch bins between the lowest and the highest frequency.</summary>
    public int Bins { get; }

    public int BinsPerSemitone { get; }

    /// <summary>Writes the probability of each pitch bin of a frame; returns that of the frame being voiced.</summary>
    public double Compute(float* samples, Span<double> bins)
    {
        bins.Clear();
        _difference.Compute(samples);
        var values = _difference.Values;
        var count = FindTroughs(values);
        if (count == 0) return 0;
        Weigh(values, count);
        for (var i = 0; i < count; i++)
        {
            if (_probabilities[i] == 0) continue;
            var period = _minPeriod + _troughs[i] + Shift(values, _troughs[i]);
            var bin = Math.Round(
                12 * BinsPerSemitone * Math.Log2(_sampleRateHz / period / _options.MinFrequencyHz), MidpointRounding.ToEven);
            // Of several candidates in one bin the last counts; one above the highest bin is lost.
            var place = (int)Math.Clamp(bin, 0, Bins);
            if (place < Bins) bins[place] = _probabilities[i];
        }

        double voiced = 0;
        foreach (var probability in bins) voiced += probability;
        return Math.Clamp(voiced, 0, 1);
    }

    private int FindTroughs(ReadOnlySpan<double> values)
    {
        var count = 0;
        if (values[0] < values[1]) _troughs[count++] = 0;
        for (var i = 1; i < values.Length - 1; i++)
        {
            if (values[i] < values[i - 1] && values[i] <= values[i + 1]) _troughs[count++] = i;
        }

        if (values[^1] < values[^2]) _troughs[count++] = values.Length - 1;
        return count;
    }

    /// <summary>Sums over the thresholds: each gives its prior to the troughs below it, more to shorter
    /// periods, or a little to the deepest trough of all.</summary>
    private void Weigh(ReadOnlySpan<double> values, int count)
    {
        Array.Clear(_probabilities, 0, count);
        var deepest = 0;
        for (var i = 1; i < count; i++)
        {
            if (values[_troughs[i]] < values[_troughs[deepest]]) deepest = i;
        }

        var lambda = _options.Boltzmann;
        var decay = Math.Exp(-lambda);
        var below = 0;
        for (var t = 0; t < _thresholds.Length; t++)
        {
            var threshold = _thresholds[t];
            if (!(values[_troughs[deepest]] < threshold))
            {
                below = t + 1;
                continue;
            }

            var under = 0;
            for (var i = 0; i < count; i++) under += values[_troughs[i]] < threshold ? 1 : 0;
            // The truncated discrete exponential (Boltzmann) distribution over the positions of the troughs.
            var mass = (1 - decay) / (1 - Math.Exp(-lambda * under)) * _prior[t];
            for (var i = 0; i < count; i++)
            {
                if (!(values[_troughs[i]] < threshold)) continue;
                _probabilities[i] += mass;
                mass *= decay;
            }
        }

        _probabilities[deepest] += _options.NoTroughProbability * _priorBelow[below];
    }

    /// <summary>The place of the minimum of the parabola through three values, relative to the middle
    /// one; 0 where it would lie more than half way off.</summary>
    private static double Shift(ReadOnlySpan<double> values, int i)
    {
        if (i == 0 || i == values.Length - 1) return 0;
        double a = values[i + 1] + values[i - 1] - 2 * values[i], b = (values[i + 1] - values[i - 1]) / 2;
        return Math.Abs(b) >= Math.Abs(a) ? 0 : -b / a;
    }
}
