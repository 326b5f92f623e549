using System.Numerics;
using Undertone.Kernels;

namespace Undertone.Sound.Kernels;

/// <summary>The transform of a length with a large prime factor, as a convolution with a chirp
/// of a power-of-two length (L. Bluestein, 1970).</summary>
internal sealed unsafe class Bluestein<S>
    where S : unmanaged, IBinaryFloatingPointIeee754<S>
{
    private readonly int _length;
    private readonly ComplexFft<S> _fft;
    private readonly AlignedBuffer<S> _chirp;
    private readonly AlignedBuffer<S> _response;
    private readonly AlignedBuffer<S> _work;

    public Bluestein(int length, SimdWidth width)
    {
        _length = length;
        var size = 1;
        while (size < 2 * length - 1) size *= 2;
        _fft = new ComplexFft<S>(size, width);
        _chirp = new AlignedBuffer<S>(2 * length);
        _response = new AlignedBuffer<S>(2 * size);
        _work = new AlignedBuffer<S>(2 * size);
        for (var j = 0; j < length; j++)
        {
            var (sin, cos) = Math.SinCos(-Math.PI * ((long)j * j % (2 * length)) / length);
            (_chirp.Span[2 * j], _chirp.Span[2 * j + 1]) = (S.CreateTruncating(cos), S.CreateTruncating(sin));
            // The response is the conjugate chirp, the same on both sides of zero, scaled for the inverse transform.
            foreach (var at in (ReadOnlySpan<int>)[j, (size - j) % size])
            {
                _response.Span[at] = S.CreateTruncating(cos / size);
                _response.Span[size + at] = S.CreateTruncating(-sin / size);
            }
        }

        _fft.Transform(_response.Pointer, _response.Pointer + size);
    }

    public void Transform(S* re, S* im)
    {
        var size = _fft.Length;
        S* wr = _work.Pointer, wi = wr + size, c = _chirp.Pointer, r = _response.Pointer;
        _work.Span.Clear();
        for (var j = 0; j < _length; j++)
        {
            wr[j] = re[j] * c[2 * j] - im[j] * c[2 * j + 1];
            wi[j] = re[j] * c[2 * j + 1] + im[j] * c[2 * j];
        }

        _fft.Transform(wr, wi);
        for (var j = 0; j < size; j++)
        {
            var (a, b) = (wr[j], wi[j]);
            wr[j] = a * r[j] - b * r[size + j];
            wi[j] = a * r[size + j] + b * r[j];
        }

        _fft.Transform(wi, wr);
        for (var j = 0; j < _length; j++)
        {
            re[j] = wr[j] * c[2 * j] - wi[j] * c[2 * j + 1];
            im[j] = wr[j] * c[2 * j + 1] + wi[j] * c[2 * j];
        }
    }
}
