using System.Numerics;
using Undertone.Kernels;

namespace Undertone.Sound.Kernels;

/// <summary>
/// The forward discrete Fourier transform, X[k] = sum x[j] exp(-2 pi i jk/n), of one length, on separate real and imaginary parts.
/// A length that splits into two powers of two is done as columns, a transposed twiddle and columns again, so that every loop runs
/// over whole vectors (D. H. Bailey, "FFTs in external or hierarchical memory", 1990); other lengths go through passes of radix 8, 4,
/// 2, 3, 5 or any small prime, and lengths with a large prime factor through a convolution (L. Bluestein, 1970).
/// </summary>
/// <remarks>Holds its work space: one thread at a time. The inverse is the same transform with the two parts exchanged, over n.</remarks>
internal sealed unsafe class ComplexFft<S>
    where S : unmanaged, IBinaryFloatingPointIeee754<S>
{
    private const int LargestDirectPrime = 61;
    private readonly FftKernels<S> _widest;
    private readonly Pass[] _first = [];
    private readonly Pass[] _second = [];
    private readonly int _rows;
    private readonly int _columns;
    private readonly AlignedBuffer<S>? _corner;
    private readonly AlignedBuffer<S> _work;
    private readonly Bluestein<S>? _bluestein;

    public ComplexFft(int length, SimdWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        var kernels = FftWidths.Of<S>(width);
        _widest = kernels[0];
        var radices = Factor(length);
        _work = new AlignedBuffer<S>(2 * Pad(length));
        if (radices is null)
        {
            _bluestein = new Bluestein<S>(length, width);
            return;
        }

        var (rows, columns) = Split(length);
        if (rows % _widest.Lanes == 0 && columns % _widest.Lanes == 0 && _widest.Lanes > 1)
        {
            (_rows, _columns) = (rows, columns);
            _first = Passes(rows, columns, Factor(rows)!, kernels);
            _second = Passes(columns, rows, Factor(columns)!, kernels);
            _corner = Corner(rows, columns);
        }
        else
        {
            _first = Passes(length, 1, radices, kernels);
        }
    }

    public int Length { get; }

    /// <summary>Transforms the two parts in place; both hold <see cref="Length"/> numbers.</summary>
    public void Transform(S* re, S* im)
    {
        if (_bluestein is not null)
        {
            _bluestein.Transform(re, im);
            return;
        }

        S* wr = _work.Pointer, wi = wr + Pad(Length);
        var inWork = Run(_first, re, im, wr, wi);
        if (_corner is not null)
        {
            S* fromR = inWork ? wr : re, fromI = inWork ? wi : im, toR = inWork ? re : wr, toI = inWork ? im : wi;
            _widest.TurnAndTranspose(fromR, fromI, toR, toI, _rows, _columns, _corner.Pointer);
            inWork = Run(_second, toR, toI, fromR, fromI) == inWork;
        }

        if (inWork)
        {
            new ReadOnlySpan<S>(wr, Length).CopyTo(new Span<S>(re, Length));
            new ReadOnlySpan<S>(wi, Length).CopyTo(new Span<S>(im, Length));
        }

        GC.KeepAlive(this);
    }

    /// <summary>Runs passes back and forth between a and b; true where the result lies in b.</summary>
    private static bool Run(Pass[] passes, S* ar, S* ai, S* br, S* bi)
    {
        var inB = false;
        foreach (var pass in passes)
        {
            S* xr = inB ? br : ar, xi = inB ? bi : ai, yr = inB ? ar : br, yi = inB ? ai : bi;
            pass.Run(xr, xi, yr, yi);
            inB = !inB;
        }

        return inB;
    }

    private static int Pad(int length) => (length + 15) & ~15;

    private static (int Rows, int Columns) Split(int length)
    {
        if (!int.IsPow2(length)) return (length, 1);
        var rows = 1 << ((int.Log2(length) + 1) / 2);
        return (rows, length / rows);
    }

    /// <summary>The radices of the passes of a length; null where it has a large prime factor.</summary>
    private static List<int>? Factor(int length)
    {
        var radices = new List<int>();
        var rest = length;
        while (rest % 8 == 0 && rest != 16) Divide(8);
        while (rest % 4 == 0) Divide(4);
        for (var prime = 2; rest > 1; prime++)
        {
            if (prime > LargestDirectPrime) return null;
            while (rest % prime == 0) Divide(prime);
        }

        return radices;

        void Divide(int radix)
        {
            radices.Add(radix);
            rest /= radix;
        }
    }

    private static Pass[] Passes(int length, int stride, List<int> radices, FftKernels<S>[] kernels)
    {
        var passes = new Pass[radices.Count];
        for (var i = 0; i < passes.Length; i++)
        {
            passes[i] = new Pass(radices[i], length, stride, kernels);
            length /= radices[i];
            stride *= radices[i];
        }

        return passes;
    }

    /// <summary>exp(-2 pi i row column / n) for each place of the matrix: cosines, then sines.</summary>
    private static AlignedBuffer<S> Corner(int rows, int columns)
    {
        var n = rows * columns;
        var buffer = new AlignedBuffer<S>(2 * n);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * ((long)row * column % n) / n);
                buffer.Span[row * columns + column] = S.CreateTruncating(cos);
                buffer.Span[n + row * columns + column] = S.CreateTruncating(sin);
            }
        }

        return buffer;
    }

    /// <summary>One pass with its twiddles.</summary>
    private sealed class Pass
    {
        private readonly int _radix;
        private readonly int _length;
        private readonly int _stride;
        private readonly FftKernels<S> _kernels;
        private readonly AlignedBuffer<S> _twiddles;
        private readonly AlignedBuffer<S>? _roots;

        public Pass(int radix, int length, int stride, FftKernels<S>[] kernels)
        {
            (_radix, _length, _stride) = (radix, length, stride);
            _kernels = Array.Find(kernels, k => stride % k.Lanes == 0)!;
            _twiddles = new AlignedBuffer<S>(2 * (radix - 1) * (length / radix));
            var at = 0;
            for (var p = 0; p < length / radix; p++)
            {
                for (var k = 1; k < radix; k++)
                {
                    var (sin, cos) = Math.SinCos(-2 * Math.PI * p * k / length);
                    _twiddles.Span[at++] = S.CreateTruncating(cos);
                    _twiddles.Span[at++] = S.CreateTruncating(sin);
                }
            }

            if (radix is 2 or 3 or 4 or 5 or 8) return;
            _roots = new AlignedBuffer<S>(2 * radix);
            for (var j = 0; j < radix; j++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * j / radix);
                (_roots.Span[2 * j], _roots.Span[2 * j + 1]) = (S.CreateTruncating(cos), S.CreateTruncating(sin));
            }
        }

        public void Run(S* xr, S* xi, S* yr, S* yi)
        {
            if (_roots is null) _kernels.Pass(_radix, xr, xi, yr, yi, _length, _stride, _twiddles.Pointer);
            else FftPasses.RadixAny(xr, xi, yr, yi, _length, _stride, _twiddles.Pointer, _radix, _roots.Pointer);
        }
    }
}
