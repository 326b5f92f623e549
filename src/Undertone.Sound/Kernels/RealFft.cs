using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>
/// The discrete Fourier transform of real input, X[k] = sum x[j] exp(-2 pi i jk/n) for k from 0 to n/2, and its inverse. An even length n is
/// done as a complex transform of length n/2 on the even and odd samples. Holds its work space: one thread at a time.
/// </summary>
internal sealed unsafe class RealFft
{
    private readonly SimdWidth _width;
    private readonly ComplexFft _fft;
    private readonly AlignedBuffer _re;
    private readonly AlignedBuffer _im;
    private readonly AlignedBuffer _turn;

    public RealFft(int length)
        : this(length, SimdWidths.Best)
    {
    }

    public RealFft(int length, SimdWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _width = width;
        var size = length % 2 == 0 ? length / 2 : length;
        _fft = new ComplexFft(size, width);
        _re = new AlignedBuffer(size + 1);
        _im = new AlignedBuffer(size + 1);
        _turn = new AlignedBuffer(2 * (size + 1));
        for (var k = 0; k <= size; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / length);
            (_turn.Span[k], _turn.Span[size + 1 + k]) = ((float)(0.5 * cos), (float)(0.5 * sin));
        }
    }

    /// <summary>n, the number of real samples.</summary>
    public int Length { get; }

    /// <summary>n/2 + 1, the number of bins.</summary>
    public int Bins => Length / 2 + 1;

    /// <summary>Transforms samples[j] * window[j]; writes <see cref="Bins"/> real and imaginary parts.</summary>
    public void Forward(float* samples, float* window, float* re, float* im)
    {
        if (Length % 2 != 0)
        {
            for (var j = 0; j < Length; j++) (_re.Pointer[j], _im.Pointer[j]) = (samples[j] * window[j], 0);
            _fft.Transform(_re.Pointer, _im.Pointer);
            _re.Span[..Bins].CopyTo(new Span<float>(re, Bins));
            _im.Span[..Bins].CopyTo(new Span<float>(im, Bins));
            return;
        }

        switch (_width)
        {
            case SimdWidth.Vector512: Forward<Lanes16>(samples, window, re, im); break;
            case SimdWidth.Vector256: Forward<Lanes8>(samples, window, re, im); break;
            case SimdWidth.Vector128: Forward<Lanes4>(samples, window, re, im); break;
            default: Forward<Lanes1>(samples, window, re, im); break;
        }

        GC.KeepAlive(this);
    }

    /// <summary>The inverse: real samples of <see cref="Bins"/> parts, scaled by 1/n. The parts are left as they are.</summary>
    public void Inverse(float* re, float* im, float* samples)
    {
        float* zr = _re.Pointer, zi = _im.Pointer;
        if (Length % 2 != 0)
        {
            for (var k = 0; k < Length; k++) (zr[k], zi[k]) = k < Bins ? (re[k], im[k]) : (re[Length - k], -im[Length - k]);
            zi[0] = 0;
            _fft.Transform(zi, zr);
            for (var j = 0; j < Length; j++) samples[j] = zr[j] / Length;
            return;
        }

        var half = Length / 2;
        float* cos = _turn.Pointer, sin = cos + half + 1;
        // z = even + i odd, with even = (X[k] + X*[half-k])/2 and odd = (X[k] - X*[half-k]) exp(+2 pi i k/n)/2.
        for (var k = 0; k < half; k++)
        {
            var (ar, ai, br, bi) = (re[k], k == 0 ? 0 : im[k], re[half - k], k == 0 ? 0 : -im[half - k]);
            var (dr, di) = (ar - br, ai - bi);
            var (oddR, oddI) = (dr * cos[k] + di * sin[k], di * cos[k] - dr * sin[k]);
            zr[k] = 0.5f * (ar + br) - oddI;
            zi[k] = 0.5f * (ai + bi) + oddR;
        }

        _fft.Transform(zi, zr);
        var scale = 1f / half;
        for (var j = 0; j < half; j++) (samples[2 * j], samples[2 * j + 1]) = (zr[j] * scale, zi[j] * scale);
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward<V>(float* samples, float* window, float* re, float* im)
        where V : struct, ILanes<V>
    {
        float* zr = _re.Pointer, zi = _im.Pointer;
        var half = Length / 2;
        nint j = 0;
        if (V.Count > 1)
        {
            for (; j + V.Count <= half; j += V.Count)
            {
                var a = V.Load(samples + 2 * j) * V.Load(window + 2 * j);
                var b = V.Load(samples + 2 * j + V.Count) * V.Load(window + 2 * j + V.Count);
                V.Deinterleave(a, b, out var even, out var odd);
                V.Store(even, zr + j);
                V.Store(odd, zi + j);
            }
        }

        for (; j < half; j++) (zr[j], zi[j]) = (samples[2 * j] * window[2 * j], samples[2 * j + 1] * window[2 * j + 1]);
        _fft.Transform(zr, zi);

        // Sample 0 stands for sample half as well: the spectrum of the pairs is periodic.
        (zr[half], zi[half]) = (zr[0], zi[0]);
        float* cos = _turn.Pointer, sin = cos + half + 1;
        nint k = 0;
        for (; k + V.Count <= half + 1; k += V.Count) Untangle<V>(zr, zi, cos, sin, k, half, re, im);
        for (; k <= half; k++) Untangle<Lanes1>(zr, zi, cos, sin, k, half, re, im);
    }

    /// <summary>X[k] = (Z[k] + Z*[half-k])/2 + exp(-2 pi i k/n) (Z[k] - Z*[half-k])/(2i).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Untangle<V>(float* zr, float* zi, float* cos, float* sin, nint k, nint half, float* re, float* im)
        where V : struct, ILanes<V>
    {
        V ar = V.Load(zr + k), ai = V.Load(zi + k);
        V br = V.Reverse(V.Load(zr + half - k - V.Count + 1)), bi = V.Reverse(V.Load(zi + half - k - V.Count + 1));
        V sumR = ar + br, sumI = ai - bi, oddR = ai + bi, oddI = br - ar;
        V c = V.Load(cos + k), s = V.Load(sin + k), point5 = V.Broadcast(0.5f);
        V.Store(V.MultiplyAdd(sumR, point5, V.MultiplyAdd(oddR, c, -(oddI * s))), re + k);
        V.Store(V.MultiplyAdd(sumI, point5, V.MultiplyAdd(oddR, s, oddI * c)), im + k);
    }
}
