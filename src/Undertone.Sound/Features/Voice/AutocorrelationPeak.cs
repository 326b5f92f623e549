using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Voice;

/// <summary>
/// The highest peak of the autocorrelation of a frame, that of its window taken out and interpolated between the samples (P. Boersma,
/// "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound", 1993).
/// </summary>
internal sealed unsafe class AutocorrelationPeak
{
    /// <summary>Samples on either side that a value between samples is interpolated from.</summary>
    private const int Reach = 60;

    /// <summary>How far interpolation may raise a peak over others; those that stay further below are not looked at.</summary>
    private const double MostGain = 0.2;

    /// <summary>For k from 1 - Reach to Reach: the sign of sin(pi (x - k)) beside that of sin(pi x), and the Hann window's turn.</summary>
    private static readonly double[] Signs = Table(k => (k & 1) == 0 ? 1 : -1);
    private static readonly double[] Cosines = Table(k => Math.Cos(Math.PI * k / (Reach + 0.5)));
    private static readonly double[] Sines = Table(k => Math.Sin(Math.PI * k / (Reach + 0.5)));

    private readonly int _period;
    private readonly int _lags;
    private readonly RealFft<double> _fft;
    private readonly AlignedBuffer<double> _window;
    private readonly AlignedBuffer<float> _frame;
    private readonly AlignedBuffer<double> _re;
    private readonly AlignedBuffer<double> _im;
    private readonly AlignedBuffer<double> _inverse;
    private readonly double[] _windowCorrelation;

    /// <summary>The autocorrelation from lag -Reach on, so that peaks near lag 0 can be interpolated.</summary>
    private readonly double[] _correlation;

    public AutocorrelationPeak(HarmonicityOptions options, int sampleRateHz, SimdWidth width)
    {
        WindowSamples = options.WindowSamples(sampleRateHz);
        FeatureOptionException.Require(WindowSamples is >= 8 and <= StftOptions.LargestFftSamples, "fmin", options.MinFrequencyHz,
            FormattableString.Invariant($"such that a window is from 8 to {StftOptions.LargestFftSamples} samples at {sampleRateHz} Hz"));
        _period = Math.Min((int)(sampleRateHz / options.MinFrequencyHz), WindowSamples / 2);
        _lags = _period + 2;
        var size = 2;
        while (size < WindowSamples + _lags + Reach) size *= 2;
        _fft = new RealFft<double>(size, width);
        (_window, _inverse, _frame) = (new AlignedBuffer<double>(size), new AlignedBuffer<double>(size), new AlignedBuffer<float>(size));
        (_re, _im) = (new AlignedBuffer<double>(_fft.Bins), new AlignedBuffer<double>(_fft.Bins));
        _windowCorrelation = new double[_lags + Reach + 1];
        _correlation = new double[_lags + 2 * Reach + 1];
        _frame.Span[..WindowSamples].Fill(1);
        GaussianWindow.Of(WindowSamples).CopyTo(_window.Span);
        Correlate();
        for (var lag = 0; lag < _windowCorrelation.Length; lag++) _windowCorrelation[lag] = _inverse.Span[lag] / _inverse.Span[0];
    }

    /// <summary>The samples of a frame: an even number.</summary>
    public int WindowSamples { get; }

    /// <summary>Takes a frame; returns the largest magnitude in its middle, half a longest period to both sides.</summary>
    public double Load(float* samples)
    {
        var half = WindowSamples / 2;
        double sum = 0;
        for (var i = half - _period; i < half + _period; i++) sum += samples[i];
        var mean = sum / (2 * _period);
        for (var i = 0; i < WindowSamples; i++) _frame.Pointer[i] = (float)(samples[i] - mean);
        double magnitude = 0;
        var around = Math.Min(_period / 2 + 1, half);
        for (var i = half - around; i < half + around; i++)
        {
            magnitude = Math.Max(magnitude, Math.Abs(_frame.Pointer[i] * _window.Pointer[i]));
        }

        return magnitude;
    }

    /// <summary>The height of the peak of the frame, from 0 to 1; 0 where there is none.</summary>
    public double Height()
    {
        Correlate();
        if (_inverse.Pointer[0] == 0) return 0;
        for (var lag = -Reach; lag <= _lags + Reach; lag++)
        {
            var distance = Math.Abs(lag);
            _correlation[lag + Reach] = _inverse.Pointer[distance] / (_inverse.Pointer[0] * _windowCorrelation[distance]);
        }

        return Highest();
    }

    /// <summary>The autocorrelation of the frame times the window.</summary>
    private void Correlate()
    {
        _fft.Forward(_frame.Pointer, _window.Pointer, _re.Pointer, _im.Pointer);
        for (var k = 0; k < _fft.Bins; k++) _re.Pointer[k] = _re.Pointer[k] * _re.Pointer[k] + _im.Pointer[k] * _im.Pointer[k];
        _im.Span.Clear();
        _fft.Inverse(_re.Pointer, _im.Pointer, _inverse.Pointer);
        GC.KeepAlive(this);
    }

    private double Highest()
    {
        double highest = 0;
        for (var lag = 2; lag < _lags; lag++) highest = Math.Max(highest, IsPeak(lag) ? Parabola(lag).Height : 0);
        var least = highest - MostGain;
        highest = 0;
        for (var lag = 2; lag < _lags; lag++)
        {
            if (!IsPeak(lag)) continue;
            var (place, height) = Parabola(lag);
            if (height < least) continue;
            height = Interpolated(place);
            // A short window can raise a peak over 1; it then counts as much below.
            highest = Math.Max(highest, height > 1 ? 1 / height : height);
            least = Math.Max(least, highest - MostGain);
        }

        return highest;
    }

    private bool IsPeak(int lag)
    {
        var r = _correlation.AsSpan(lag + Reach - 1, 3);
        return r[1] > 0 && r[1] > r[0] && r[1] >= r[2];
    }

    private (double Place, double Height) Parabola(int lag)
    {
        var r = _correlation.AsSpan(lag + Reach - 1, 3);
        return Vertex(lag, 1, r[0], r[1], r[2]);
    }

    /// <summary>The height of the peak near a place: the vertex of a parabola through three near values between samples, twice.</summary>
    private double Interpolated(double place)
    {
        var height = 0.0;
        foreach (var step in (ReadOnlySpan<double>)[0.5, 0.2, 0.05])
        {
            (place, height) = Vertex(place, step, At(place - step), At(place), At(place + step));
        }

        return height;
    }

    private static (double Place, double Height) Vertex(double place, double step, double before, double here, double after)
    {
        var (slope, curvature) = (0.5 * (after - before), 2 * here - before - after);
        if (curvature <= 0) return (place, here);
        var shift = Math.Clamp(slope / curvature, -1, 1);
        return (place + shift * step, here + shift * slope - 0.5 * shift * shift * curvature);
    }

    /// <summary>The autocorrelation at a lag between samples, by a sinc under a Hann window.</summary>
    private double At(double lag)
    {
        var left = (int)Math.Floor(lag);
        var fraction = lag - left;
        if (fraction == 0) return _correlation[left + Reach];
        var (turnSin, turnCos) = Math.SinCos(Math.PI * fraction / (Reach + 0.5));
        var around = _correlation.AsSpan(left + 1, 2 * Reach);
        double sum = 0;
        for (var i = 0; i < around.Length; i++)
        {
            // For k from 1 - Reach to Reach: the value at left + k times a Hann window of fraction - k, over fraction - k.
            sum += around[i] * Signs[i] * (1 + turnCos * Cosines[i] + turnSin * Sines[i]) / (fraction + Reach - 1 - i);
        }

        return sum * Math.Sin(Math.PI * fraction) / (2 * Math.PI);
    }

    private static double[] Table(Func<int, double> value)
    {
        var values = new double[2 * Reach];
        for (var i = 0; i < values.Length; i++) values[i] = value(i + 1 - Reach);
        return values;
    }
}
