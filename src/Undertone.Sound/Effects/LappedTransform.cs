using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>
/// The modified discrete cosine transform with a sine window (J. Princen, A. Johnson and A. Bradley, 1987): 2n samples give n numbers,
/// and blocks that overlap by half add up to what they were made of. Holds its work space: one thread at a time.
/// </summary>
internal sealed unsafe class LappedTransform
{
    private readonly int _bins;
    private readonly RealFft<double> _fft;
    private readonly AlignedBuffer<float> _block;
    private readonly AlignedBuffer<double> _cos;
    private readonly AlignedBuffer<double> _sin;
    private readonly AlignedBuffer<double> _backCos;
    private readonly AlignedBuffer<double> _backSin;
    private readonly AlignedBuffer<double> _aRe;
    private readonly AlignedBuffer<double> _aIm;
    private readonly AlignedBuffer<double> _bRe;
    private readonly AlignedBuffer<double> _bIm;

    /// <summary>Prepares transforms of blocks of 2 * <paramref name="bins"/> samples.</summary>
    public LappedTransform(int bins)
    {
        _bins = bins;
        _fft = new RealFft<double>(2 * bins, SimdWidths.Best);
        _block = new AlignedBuffer<float>(2 * bins);
        (_cos, _sin) = (new AlignedBuffer<double>(2 * bins), new AlignedBuffer<double>(2 * bins));
        (_backCos, _backSin) = (new AlignedBuffer<double>(2 * bins), new AlignedBuffer<double>(2 * bins));
        (_aRe, _aIm, _bRe, _bIm) = (Parts(), Parts(), Parts(), Parts());
        for (var n = 0; n < 2 * bins; n++)
        {
            var (sin, cos) = Math.SinCos(Math.PI * n / (2 * bins));
            (_cos.Span[n], _sin.Span[n]) = (Window(n) * cos, Window(n) * sin);
            (_backSin.Span[n], _backCos.Span[n]) = Math.SinCos(Math.PI * Shift * n / bins);
        }
    }

    private double Shift => 0.5 * (1 + _bins);

    /// <summary>X[k] = sum window[n] x[n] cos(pi/N (n + 1/2 + N/2)(k + 1/2)).</summary>
    public void Forward(ReadOnlySpan<float> samples, Span<float> spectrum)
    {
        samples.CopyTo(_block.Span);
        // x[n] exp(-i pi n / 2N) by its real and imaginary parts.
        _fft.Forward(_block.Pointer, _cos.Pointer, _aRe.Pointer, _aIm.Pointer);
        _fft.Forward(_block.Pointer, _sin.Pointer, _bRe.Pointer, _bIm.Pointer);
        for (var k = 0; k < _bins; k++)
        {
            var (re, im) = (_aRe.Span[k] + _bIm.Span[k], _aIm.Span[k] - _bRe.Span[k]);
            var (sin, cos) = Math.SinCos(-Math.PI * Shift * (k + 0.5) / _bins);
            spectrum[k] = (float)((re * cos) - (im * sin));
        }
    }

    /// <summary>y[n] = 2/N window[n] sum X[k] cos(pi/N (n + 1/2 + N/2)(k + 1/2)), to be added up over blocks.</summary>
    public void Inverse(ReadOnlySpan<float> spectrum, Span<float> samples)
    {
        _block.Span.Clear();
        spectrum.CopyTo(_block.Span);
        // sum X[k] exp(i pi n0 k / N) exp(2 pi i n k / 2N): the conjugate of a forward transform of the conjugate.
        _fft.Forward(_block.Pointer, _backCos.Pointer, _aRe.Pointer, _aIm.Pointer);
        _fft.Forward(_block.Pointer, _backSin.Pointer, _bRe.Pointer, _bIm.Pointer);
        for (var n = 0; n < 2 * _bins; n++)
        {
            var (k, side) = n <= _bins ? (n, 1) : ((2 * _bins) - n, -1);
            var (re, im) = (_aRe.Span[k] + (side * _bIm.Span[k]), _bRe.Span[k] - (side * _aIm.Span[k]));
            var (sin, cos) = Math.SinCos(Math.PI * (n + Shift) / (2 * _bins));
            samples[n] = (float)(2.0 / _bins * Window(n) * ((re * cos) - (im * sin)));
        }
    }

    private AlignedBuffer<double> Parts() => new(VectorKernels.Padded(_fft.Bins) + VectorKernels.Multiple);

    private double Window(int n) => Math.Sin(Math.PI * (n + 0.5) / (2 * _bins));
}
