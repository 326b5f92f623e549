namespace Undertone.Sound.Audio;

/// <summary>The impulse response of soxr's HQ setting for one ratio of rates, as measured on libsoxr 0.1.3.</summary>
/// <remarks>
/// Small ratios are crossed in one step: a steep Kaiser-windowed sinc. All others take two: the same at an intermediate rate of two to four
/// times the lower one, then a short interpolating filter whose slight fall below the cut-off is part of the response. What soxr computes
/// at the intermediate rate begins with the signal, so the first outputs miss the ringing before it. The parameters were fitted to the
/// impulse responses of ten ratios, which they meet within 3e-7 of the response's norm.
/// </remarks>
internal sealed class SoxrResponse
{
    private const double CutOff = 0.956872;
    private const double OneStepBeta = 13.04;
    private const double OneStepLength = 193;
    private const double SeveralStepsBeta = 13.711;
    private const double SeveralStepsLength = 202.8;
    private const double InterpolatorBeta = 14.06;
    private const int MaxInterpolatorTaps = 16;
    private const int TableSteps = 1024;

    private readonly double _stretch;
    private readonly KaiserSinc _steep;
    private readonly KaiserSinc? _interpolator;
    private readonly double[] _steepTaps = [];
    private readonly int _steepReach;
    private readonly int _stepDenominator = 1;
    private readonly double _step;
    private readonly bool _interpolatesFirst;
    private readonly double[] _interpolatorTable = [];

    /// <summary>The response for rates whose greatest common divisor is taken out.</summary>
    public SoxrResponse(int up, int down)
    {
        _stretch = Math.Max(1.0, (double)down / up);
        var halvings = 0;
        var ratio = (double)down / up;
        for (; ratio >= 4; ratio /= 2) halvings++;
        if (IsOneStep(up, down))
        {
            _steep = Steep(OneStepBeta, OneStepLength, Math.Max(up, down) == 4 ? 0.5 : 1.0 / Math.Max(up, down));
            HalfWidth = _steep.HalfWidth * _stretch;
            return;
        }

        if (ratio is 2 or 3 || (down == 1 && up is 6 or 8))
        {
            _steep = Steep(SeveralStepsBeta, SeveralStepsLength, ratio >= 2 ? 1 / ratio : 2.0 / up);
            HalfWidth = _steep.HalfWidth * _stretch;
            return;
        }

        if (ratio is > 1.5 and < 2)
        {
            _interpolatesFirst = true;
            _step = ratio / 2;
            _steep = Steep(SeveralStepsBeta, SeveralStepsLength, 0.5);
            _steepTaps = Sample(_steep, 0.5, out _steepReach);
            _interpolator = new KaiserSinc(InterpolatorBeta, 0.9033 / _step, (int)(16 * _step) / 2.0);
            _interpolatorTable = new double[(int)(_interpolator.HalfWidth * TableSteps) + 2];
            for (var i = 0; i < _interpolatorTable.Length; i++) _interpolatorTable[i] = _interpolator.At((double)i / TableSteps);
            HalfWidth = _steepReach * _step + _interpolator.HalfWidth;
            StartRows = _steepReach / 2 + 1;
            return;
        }

        // The intermediate rate is the input's (halved while it is four times the output's or more), or twice it where that is not far
        // above the output's.
        var isDoubled = ratio < 1.5;
        _step = isDoubled ? 2 : 1.0 / (1 << halvings);
        _stepDenominator = isDoubled ? 1 : 1 << halvings;
        var spacing = 1 / (_stretch * _step);
        _steep = Steep(SeveralStepsBeta, SeveralStepsLength, spacing);
        _steepTaps = Sample(_steep, spacing, out _steepReach);
        var cutOff = 0.85647 + 0.10478 * spacing;
        var transition = 2 * (2 - 0.9137 * spacing - cutOff);
        _interpolator = new KaiserSinc(InterpolatorBeta, cutOff, Math.Min(MaxInterpolatorTaps, (int)(1 + 17.9 / transition)) / 2.0);
        HalfWidth = (_steepReach + _interpolator.HalfWidth) / _step;
        if (halvings == 0) StartRows = (int)Math.Ceiling(_interpolator.HalfWidth / _step * up / down);
    }

    /// <summary>Where the response ends, in input samples.</summary>
    public double HalfWidth { get; }

    /// <summary>Outputs at the start of a signal that have taps of their own.</summary>
    public int StartRows { get; }

    /// <summary>Computes the taps of one output.</summary>
    /// <param name="row">The taps.</param>
    /// <param name="before">Taps before the input sample at or left of the output.</param>
    /// <param name="fraction">How far right of that sample the output lies, in input samples.</param>
    /// <param name="first">The input sample that the first tap multiplies, counted from the
    /// start of the signal; null for an output far from it.</param>
    public void FillRow(Span<float> row, int before, double fraction, long? first = null)
    {
        if (_interpolator is null)
        {
            for (var k = 0; k < row.Length; k++) row[k] = (float)(_steep.At((k - before - fraction) / _stretch) / _stretch);
            return;
        }

        if (_interpolatesFirst)
        {
            FillRowInterpolatedFirst(
                row, before + fraction, first is { } start0 ? (int)Math.Round((start0 + before + fraction) / _stretch) : null);
            return;
        }

        Span<double> weights = stackalloc double[MaxInterpolatorTaps + 2];
        for (var start = 0; start < _stepDenominator; start++)
        {
            // The output's place seen from tap `start`, at the intermediate rate; one tap on, it is one step less.
            var place = (before + fraction - start) * _step;
            var whole = (int)Math.Floor(place);
            var reach = weights.Length / 2;
            for (var r = 0; r < weights.Length; r++) weights[r] = _interpolator.At(place - whole - (r + 1 - reach)) / _stretch;
            for (var k = start; k < row.Length; k += _stepDenominator)
            {
                var lowest = whole - (int)((k - start) * _step) + 1 - reach;
                var index = lowest + _steepReach;
                var from = Math.Max(0, -index);
                if (first is { } input) from = Math.Max(from, (int)Math.Ceiling(-(input + k) * _step) - lowest);
                var to = Math.Min(weights.Length, _steepTaps.Length - index);
                var sum = 0.0;
                for (var r = from; r < to; r++) sum += weights[r] * _steepTaps[index + r];
                row[k] = (float)sum;
            }
        }
    }

    /// <summary>Where the rate falls by a ratio between 1.5 and 2, the short filter comes first, up to twice the output's rate, and
    /// the steep one takes every second of its samples.</summary>
    private void FillRowInterpolatedFirst(Span<float> row, double place, int? output)
    {
        var reach = _interpolator!.HalfWidth;
        var last = output is { } n ? Math.Min(2 * n, _steepReach) : _steepReach;
        for (var k = 0; k < row.Length; k++)
        {
            var offset = place - k;
            var from = Math.Max(-_steepReach, (int)Math.Ceiling((offset - reach) / _step));
            var to = Math.Min(last, (int)Math.Floor((offset + reach) / _step));
            var sum = 0.0;
            for (var m = from; m <= to; m++)
            {
                var at = Math.Abs(offset - m * _step) * TableSteps;
                var index = (int)at;
                if (index + 1 >= _interpolatorTable.Length) continue;
                var left = _interpolatorTable[index];
                sum += _steepTaps[m + _steepReach] * (left + (at - index) * (_interpolatorTable[index + 1] - left));
            }

            row[k] = (float)(sum / 2);
        }
    }

    private static double[] Sample(KaiserSinc filter, double spacing, out int reach)
    {
        reach = (int)(filter.HalfWidth / spacing);
        var taps = new double[2 * reach + 1];
        for (var m = 0; m < taps.Length; m++) taps[m] = filter.At((m - reach) * spacing);
        return taps;
    }

    private static bool IsOneStep(int up, int down) =>
        (Math.Max(up, down) <= 4 && down < 4 * up && (up, down) != (2, 4)) || (up, down) is (5, 1);

    /// <summary>The steep filter: 4k + 1 taps at the spacing, which is given in samples of the lower rate.</summary>
    private static KaiserSinc Steep(double beta, double length, double spacing)
    {
        var taps = (int)Math.Ceiling(length / spacing);
        taps += ((1 - taps) % 4 + 4) % 4;
        return new KaiserSinc(beta, CutOff, taps * spacing / 2);
    }
}
