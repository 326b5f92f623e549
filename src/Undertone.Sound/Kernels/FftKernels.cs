using System.Numerics;
using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>The loops of a Fourier transform at one register width.</summary>
internal abstract unsafe class FftKernels<S>
    where S : unmanaged, IBinaryFloatingPointIeee754<S>
{
    /// <summary>The numbers in a register; strides of passes are multiples of it.</summary>
    public abstract int Lanes { get; }

    /// <summary>A pass of radix 2, 3, 4, 5 or 8: see <see cref="FftPasses"/>.</summary>
    public abstract void Pass(int radix, S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles);

    /// <summary>Multiplies each element of a matrix by a complex factor (cosines, then sines) and stores the transpose.
    /// Both sides are multiples of <see cref="Lanes"/>.</summary>
    public abstract void TurnAndTranspose(S* xr, S* xi, S* yr, S* yi, int rows, int columns, S* factors);

    /// <summary>Multiplies samples by a window and parts the even from the odd ones, <paramref name="pairs"/> of each.</summary>
    public abstract void Split(float* samples, S* window, S* even, S* odd, int pairs);

    /// <summary>X[k] = (Z[k] + Z*[half-k])/2 + exp(-2 pi i k/n) (Z[k] - Z*[half-k])/(2i) for k from 0 to half;
    /// the factors are half cosines, then half sines.</summary>
    public abstract void Untangle(S* zr, S* zi, S* factors, int half, S* re, S* im);

    /// <summary>power[k] = re[k]^2 + im[k]^2 in single precision; the length is a multiple of 16.</summary>
    public abstract void Power(S* re, S* im, float* power, int length);
}

/// <summary>The loops of a Fourier transform over registers of a type.</summary>
internal sealed unsafe class FftKernels<S, V> : FftKernels<S>
    where S : unmanaged, IBinaryFloatingPointIeee754<S>
    where V : struct, ILanes<V, S>
{
    public override int Lanes => V.Count;

    public override void Pass(int radix, S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
    {
        switch (radix)
        {
            case 2: FftPasses.Radix2<V, S>(xr, xi, yr, yi, n, s, twiddles); break;
            case 3: FftPasses.Radix3<V, S>(xr, xi, yr, yi, n, s, twiddles); break;
            case 4: FftPasses.Radix4<V, S>(xr, xi, yr, yi, n, s, twiddles); break;
            case 5: FftPasses.Radix5<V, S>(xr, xi, yr, yi, n, s, twiddles); break;
            default: FftPasses.Radix8<V, S>(xr, xi, yr, yi, n, s, twiddles); break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void TurnAndTranspose(S* xr, S* xi, S* yr, S* yi, int rows, int columns, S* factors)
    {
        S* cos = factors, sin = factors + (nint)rows * columns;
        var block = stackalloc S[2 * V.Count * V.Count];
        S* blockI = block + V.Count * V.Count;
        for (nint row = 0; row < rows; row += V.Count)
        {
            for (nint column = 0; column < columns; column += V.Count)
            {
                for (nint k = 0; k < V.Count; k++)
                {
                    var at = (row + k) * columns + column;
                    V r = V.Load(xr + at), i = V.Load(xi + at), c = V.Load(cos + at), s = V.Load(sin + at);
                    V.Store(V.MultiplyAdd(r, c, -(i * s)), block + k * V.Count);
                    V.Store(V.MultiplyAdd(r, s, i * c), blockI + k * V.Count);
                }

                var to = column * rows + row;
                Blocks.Transpose<V, S>(block, yr + to, rows);
                Blocks.Transpose<V, S>(blockI, yi + to, rows);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Split(float* samples, S* window, S* even, S* odd, int pairs)
    {
        nint j = 0;
        if (V.Count > 1)
        {
            for (; j + V.Count <= pairs; j += V.Count)
            {
                var a = V.LoadSingle(samples + 2 * j) * V.Load(window + 2 * j);
                var b = V.LoadSingle(samples + 2 * j + V.Count) * V.Load(window + 2 * j + V.Count);
                V.Deinterleave(a, b, out var evens, out var odds);
                V.Store(evens, even + j);
                V.Store(odds, odd + j);
            }
        }

        for (; j < pairs; j++)
        {
            even[j] = S.CreateTruncating(samples[2 * j]) * window[2 * j];
            odd[j] = S.CreateTruncating(samples[2 * j + 1]) * window[2 * j + 1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Untangle(S* zr, S* zi, S* factors, int half, S* re, S* im)
    {
        S* cos = factors, sin = factors + half + 1;
        var point5 = S.CreateTruncating(0.5);
        var halves = V.Broadcast(point5);
        nint k = 0;
        for (; k + V.Count <= half + 1; k += V.Count)
        {
            V ar = V.Load(zr + k), ai = V.Load(zi + k);
            V br = V.Reverse(V.Load(zr + half - k - V.Count + 1)), bi = V.Reverse(V.Load(zi + half - k - V.Count + 1));
            V sumR = ar + br, sumI = ai - bi, oddR = ai + bi, oddI = br - ar;
            V c = V.Load(cos + k), s = V.Load(sin + k);
            V.Store(V.MultiplyAdd(sumR, halves, V.MultiplyAdd(oddR, c, -(oddI * s))), re + k);
            V.Store(V.MultiplyAdd(sumI, halves, V.MultiplyAdd(oddR, s, oddI * c)), im + k);
        }

        for (; k <= half; k++)
        {
            S ar = zr[k], ai = zi[k], br = zr[half - k], bi = zi[half - k];
            S oddR = ai + bi, oddI = br - ar;
            re[k] = (ar + br) * point5 + (oddR * cos[k] - oddI * sin[k]);
            im[k] = (ai - bi) * point5 + (oddR * sin[k] + oddI * cos[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Power(S* re, S* im, float* power, int length)
    {
        for (nint k = 0; k < length; k += V.Count)
        {
            V r = V.Load(re + k), i = V.Load(im + k);
            V.StoreSingle(V.MultiplyAdd(r, r, i * i), power + k);
        }
    }
}
