using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Pitch;

/// <summary>
/// The likeliest path through the pitch bins, voiced and unvoiced (A. Viterbi, 1967). A step reaches the bins around the last one with
/// triangular weights; every other step has the weight of the smallest double, as in librosa.sequence.viterbi.
/// </summary>
internal sealed class PitchDecoder
{
    private static readonly double LogTiny = Math.Log(2.2250738585072014e-308);
    private readonly int _bins;
    private readonly int _reach;
    private readonly double[] _window;
    private readonly double[] _rowSums;
    private readonly double _stay;
    private readonly double _change;
    private readonly double[] _padded;
    private double[] _value;
    private double[] _nextValue;
    private readonly double[][] _best;
    private readonly int[][] _from;
    private int[] _pointers = [];

    public PitchDecoder(int bins, int width, double switchProbability)
    {
        (_bins, _reach) = (bins, width / 2);
        (_stay, _change) = (Math.Log(1 - switchProbability), Math.Log(switchProbability));
        _window = new double[2 * _reach + 1];
        var weights = new double[_window.Length];
        for (var k = 0; k < _window.Length; k++)
        {
            // scipy's symmetric triangle of an odd or even number of points.
            var n = Math.Min(k, width - 1 - k) + 1;
            weights[k] = Math.Max(0, width % 2 == 1 ? 2.0 * n / (width + 1) : (2.0 * n - 1) / width);
            _window[k] = Math.Log(weights[k]);
        }

        _rowSums = new double[bins];
        for (var i = 0; i < bins; i++)
        {
            double sum = 0;
            for (var k = 0; k < _window.Length; k++) sum += (uint)(i + k - _reach) < (uint)bins ? weights[k] : 0;
            _rowSums[i] = Math.Log(sum);
        }

        _padded = new double[bins + 2 * _reach];
        (_value, _nextValue) = (new double[2 * bins], new double[2 * bins]);
        _best = [new double[bins], new double[bins]];
        _from = [new int[bins], new int[bins]];
    }

    /// <summary>Decodes.</summary>
    /// <param name="voiced">The probability of each pitch bin, [frames, bins].</param>
    /// <param name="voicedProbability">The probability of each frame being voiced.</param>
    /// <param name="states">Of each frame its bin, plus the number of bins where it is unvoiced.</param>
    public void Decode(ReadOnlySpan<double> voiced, ReadOnlySpan<double> voicedProbability, Span<int> states)
    {
        var frames = states.Length;
        if (frames == 0) return;
        if (_pointers.Length < frames * 2 * _bins) _pointers = new int[frames * 2 * _bins];
        var initial = Math.Log(1.0 / (2 * _bins));
        for (var j = 0; j < _bins; j++)
        {
            _value[j] = Log(voiced[j]) + initial;
            _value[_bins + j] = Log((1 - voicedProbability[0]) / _bins) + initial;
        }

        for (var t = 1; t < frames; t++)
        {
            Step(voiced.Slice(t * _bins, _bins), Log((1 - voicedProbability[t]) / _bins), _pointers.AsSpan(t * 2 * _bins, 2 * _bins));
            (_value, _nextValue) = (_nextValue, _value);
        }

        states[^1] = ArgMax(_value);
        for (var t = frames - 1; t > 0; t--) states[t - 1] = _pointers[t * 2 * _bins + states[t]];
    }

    private void Step(ReadOnlySpan<double> voiced, double logUnvoiced, Span<int> pointers)
    {
        var top = ArgMax(_value);
        var jump = _value[top] + LogTiny;
        for (var half = 0; half < 2; half++)
        {
            _padded.AsSpan().Fill(double.NegativeInfinity);
            for (var i = 0; i < _bins; i++) _padded[_reach + i] = _value[half * _bins + i] - _rowSums[i];
            BestSteps.Compute(_padded, _window, _best[half], _from[half]);
        }

        for (var half = 0; half < 2; half++)
        {
            // Candidates in the order of their states, so that the first of equals wins as with argmax.
            var (toVoiced, toUnvoiced) = half == 0 ? (_stay, _change) : (_change, _stay);
            for (var j = 0; j < _bins; j++)
            {
                var (score, from) = (_best[0][j] + toVoiced, j - _reach + _from[0][j]);
                var other = _best[1][j] + toUnvoiced;
                if (other > score) (score, from) = (other, _bins + j - _reach + _from[1][j]);
                if (jump > score) (score, from) = (jump, top);
                pointers[half * _bins + j] = from;
                _nextValue[half * _bins + j] = score + (half == 0 ? voiced[j] == 0 ? LogTiny : Log(voiced[j]) : logUnvoiced);
            }
        }
    }

    private static double Log(double probability) => Math.Log(probability + 2.2250738585072014e-308);

    private static int ArgMax(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}
