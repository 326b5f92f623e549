using System.Numerics;
using Undertone.Kernels;

namespace Undertone.Sound.Kernels;

/// <summary>
/// The discrete Fourier transform of real input, X[k] = sum x[j] exp(-2 pi i jk/n) for k from 0 to n/2, and its
/// inverse, in single or double precision. An even length n is done as a complex transform of length n/2 on the even
/// and odd samples. Holds its work space: one thread at a time.
/// </summary>
internal sealed unsafe class RealFft<S>
    where S : unmanaged, IBinaryFloatingPointIeee754<S>
{
    private readonly FftKernels<S> _kernels;
    private readonly ComplexFft<S> _fft;
    private readonly AlignedBuffer<S> _re;
    private readonly AlignedBuffer<S> _im;
    private readonly AlignedBuffer<S> _turn;

    public RealFft(int length, SimdWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _kernels = FftWidths.Of<S>(width)[0];
        var size = length % 2 == 0 ? length / 2 : length;
        _fft = new ComplexFft<S>(size, width);
        (_re, _im, _turn) = (new AlignedBuffer<S>(size + 1), new AlignedBuffer<S>(size + 1), new AlignedBuffer<S>(2 * (size + 1)));
        for (var k = 0; k <= size; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / length);
            (_turn.Span[k], _turn.Span[size + 1 + k]) = (S.CreateTruncating(0.5 * cos), S.CreateTruncating(0.5 * sin));
        }
    }

    /// <summary>n, the number of real samples.</summary>
    public int Length { get; }

    /// <summary>n/2 + 1, the number of bins.</summary>
    public int Bins => Length / 2 + 1;

    /// <summary>Transforms samples[j] * window[j]; writes <see cref="Bins"/> real and imaginary parts.</summary>
    public void Forward(float* samples, S* window, S* re, S* im)
    {
        S* zr = _re.Pointer, zi = _im.Pointer;
        if (Length % 2 != 0)
        {
            for (var j = 0; j < Length; j++) (zr[j], zi[j]) = (S.CreateTruncating(samples[j]) * window[j], S.Zero);
            _fft.Transform(zr, zi);
            for (var k = 0; k < Bins; k++) (re[k], im[k]) = (zr[k], zi[k]);
            return;
        }

        var half = Length / 2;
        _kernels.Split(samples, window, zr, zi, half);
        _fft.Transform(zr, zi);
        // The spectrum of the pairs is periodic: its first value stands behind its last as well.
        (zr[half], zi[half]) = (zr[0], zi[0]);
        _kernels.Untangle(zr, zi, _turn.Pointer, half, re, im);
        GC.KeepAlive(this);
    }

    /// <summary>power[k] = re[k]^2 + im[k]^2 in single precision; the length is a multiple of 16.</summary>
    public void Power(S* re, S* im, float* power, int length) => _kernels.Power(re, im, power, length);

    /// <summary>The inverse: real samples of <see cref="Bins"/> parts, scaled by 1/n. The parts are left as they are.</summary>
    public void Inverse(S* re, S* im, S* samples)
    {
        S* zr = _re.Pointer, zi = _im.Pointer;
        if (Length % 2 != 0)
        {
            for (var k = 0; k < Length; k++) (zr[k], zi[k]) = k < Bins ? (re[k], im[k]) : (re[Length - k], -im[Length - k]);
            zi[0] = S.Zero;
            _fft.Transform(zi, zr);
            for (var j = 0; j < Length; j++) samples[j] = zr[j] / S.CreateTruncating(Length);
            return;
        }

        var half = Length / 2;
        S* cos = _turn.Pointer, sin = cos + half + 1;
        var point5 = S.CreateTruncating(0.5);
        // z = even + i odd, with even = (X[k] + X*[half-k])/2 and odd = (X[k] - X*[half-k]) exp(+2 pi i k/n)/2.
        for (var k = 0; k < half; k++)
        {
            var (ar, ai, br, bi) = (re[k], k == 0 ? S.Zero : im[k], re[half - k], k == 0 ? S.Zero : -im[half - k]);
            var (dr, di) = (ar - br, ai - bi);
            var (oddR, oddI) = (dr * cos[k] + di * sin[k], di * cos[k] - dr * sin[k]);
            zr[k] = point5 * (ar + br) - oddI;
            zi[k] = point5 * (ai + bi) + oddR;
        }

        _fft.Transform(zi, zr);
        var scale = S.CreateTruncating(1.0 / half);
        for (var j = 0; j < half; j++) (samples[2 * j], samples[2 * j + 1]) = (zr[j] * scale, zi[j] * scale);
        GC.KeepAlive(this);
    }
}
