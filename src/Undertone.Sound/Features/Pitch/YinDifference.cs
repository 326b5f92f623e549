using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Pitch;

/// <summary>The cumulative-mean-normalised difference function of a frame (A. de Cheveigné and H. Kawahara, "YIN",
/// 2002, equation 8), with librosa's energy terms.</summary>
internal sealed unsafe class YinDifference
{
    private readonly int _frame;
    private readonly int _minPeriod;
    private readonly int _maxPeriod;
    private readonly RealFft<double> _fft;
    private readonly AlignedBuffer<float> _padded;
    private readonly AlignedBuffer<double> _ones;
    private readonly AlignedBuffer<double> _re;
    private readonly AlignedBuffer<double> _im;
    private readonly AlignedBuffer<double> _correlation;

    public YinDifference(int frameSamples, int minPeriod, int maxPeriod, SimdWidth width)
    {
        (_frame, _minPeriod, _maxPeriod) = (frameSamples, minPeriod, maxPeriod);
        var size = 2;
        while (size < frameSamples + maxPeriod + 1) size *= 2;
        _fft = new RealFft<double>(size, width);
        (_padded, _ones, _correlation) = (new AlignedBuffer<float>(size), new AlignedBuffer<double>(size), new AlignedBuffer<double>(size));
        _ones.Span.Fill(1);
        (_re, _im) = (new AlignedBuffer<double>(_fft.Bins), new AlignedBuffer<double>(_fft.Bins));
        Values = new double[maxPeriod - minPeriod + 1];
    }

    /// <summary>The function at the periods from the shortest to the longest.</summary>
    public double[] Values { get; }

    public void Compute(float* samples)
    {
        new ReadOnlySpan<float>(samples, _frame).CopyTo(_padded.Span);
        _padded.Span[_frame..].Clear();
        _fft.Forward(_padded.Pointer, _ones.Pointer, _re.Pointer, _im.Pointer);
        for (var k = 0; k < _fft.Bins; k++) _re.Pointer[k] = _re.Pointer[k] * _re.Pointer[k] + _im.Pointer[k] * _im.Pointer[k];
        _im.Span.Clear();
        _fft.Inverse(_re.Pointer, _im.Pointer, _correlation.Pointer);

        // As in librosa the energies are summed in single precision: at silence their rounding decides.
        var correlation = _correlation.Pointer;
        float energy = 0, total = 0;
        for (var lag = 1; lag <= _maxPeriod; lag++)
        {
            energy += samples[lag - 1] * samples[lag - 1];
            var difference = (float)(2.0 * (correlation[0] - correlation[lag]) - energy);
            total += difference;
            if (lag >= _minPeriod) Values[lag - _minPeriod] = difference / ((double)total / lag + 2.2250738585072014e-308);
        }

        GC.KeepAlive(this);
    }
}
