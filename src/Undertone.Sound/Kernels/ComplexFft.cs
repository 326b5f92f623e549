using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>
/// The forward discrete Fourier transform, X[k] = sum x[j] exp(-2 pi i jk/n), of one length, on separate real and imaginary parts.
/// A length that splits into two powers of two is done as columns, a transposed twiddle and columns again, so that every loop runs
/// over whole vectors (D. H. Bailey, "FFTs in external or hierarchical memory", 1990); other lengths go through passes of radix 8, 4,
/// 2, 3, 5 or any small prime, and lengths with a large prime factor through a convolution (L. Bluestein, 1970).
/// </summary>
/// <remarks>Holds its work space: one thread at a time. The inverse is the same transform with the two parts exchanged, over n.</remarks>
internal sealed unsafe class ComplexFft
{
    private const int LargestDirectPrime = 61;
    private readonly SimdWidth _width;
    private readonly Pass[] _first = [];
    private readonly Pass[] _second = [];
    private readonly int _rows;
    private readonly int _columns;
    private readonly AlignedBuffer? _corner;
    private readonly AlignedBuffer _work;
    private readonly Bluestein? _bluestein;

    public ComplexFft(int length, SimdWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        var lanes = (int)width;
        var radices = Factor(length);
        _work = new AlignedBuffer(2 * Pad(length));
        if (radices is null)
        {
            _bluestein = new Bluestein(length, width);
            _width = width;
            return;
        }

        var (rows, columns) = Split(length);
        if (rows % lanes == 0 && columns % lanes == 0 && lanes > 1)
        {
            (_rows, _columns, _width) = (rows, columns, width);
            _first = Passes(rows, columns, Factor(rows)!);
            _second = Passes(columns, rows, Factor(columns)!);
            _corner = Corner(rows, columns);
        }
        else
        {
            _width = width;
            _first = Passes(length, 1, radices);
        }
    }

    public int Length { get; }

    /// <summary>Transforms the two parts in place; both hold <see cref="Length"/> floats.</summary>
    public void Transform(float* re, float* im)
    {
        if (_bluestein is not null)
        {
            _bluestein.Transform(re, im);
            return;
        }

        float* wr = _work.Pointer, wi = wr + Pad(Length);
        var inWork = Run(_first, re, im, wr, wi);
        if (_corner is not null)
        {
            float* fromR = inWork ? wr : re, fromI = inWork ? wi : im, toR = inWork ? re : wr, toI = inWork ? im : wi;
            switch (_width)
            {
                case SimdWidth.Vector512: Turn<Lanes16>(fromR, fromI, toR, toI); break;
                case SimdWidth.Vector256: Turn<Lanes8>(fromR, fromI, toR, toI); break;
                default: Turn<Lanes4>(fromR, fromI, toR, toI); break;
            }

            inWork = Run(_second, toR, toI, fromR, fromI) == inWork;
        }

        if (inWork)
        {
            new ReadOnlySpan<float>(wr, Length).CopyTo(new Span<float>(re, Length));
            new ReadOnlySpan<float>(wi, Length).CopyTo(new Span<float>(im, Length));
        }

        GC.KeepAlive(this);
    }

    /// <summary>Runs passes back and forth between a and b; true where the result lies in b.</summary>
    private bool Run(Pass[] passes, float* ar, float* ai, float* br, float* bi)
    {
        var inB = false;
        foreach (var pass in passes)
        {
            float* xr = inB ? br : ar, xi = inB ? bi : ai, yr = inB ? ar : br, yi = inB ? ai : bi;
            if (_width >= SimdWidth.Vector512 && pass.Stride % 16 == 0) pass.Run<Lanes16>(xr, xi, yr, yi);
            else if (_width >= SimdWidth.Vector256 && pass.Stride % 8 == 0) pass.Run<Lanes8>(xr, xi, yr, yi);
            else if (_width >= SimdWidth.Vector128 && pass.Stride % 4 == 0) pass.Run<Lanes4>(xr, xi, yr, yi);
            else pass.Run<Lanes1>(xr, xi, yr, yi);
            inB = !inB;
        }

        return inB;
    }

    /// <summary>Multiplies element (row, column) by exp(-2 pi i row column / n) and stores the transpose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn<V>(float* xr, float* xi, float* yr, float* yi)
        where V : struct, ILanes<V>
    {
        float* cos = _corner!.Pointer, sin = cos + Length;
        var block = stackalloc float[2 * V.Count * V.Count];
        float* blockI = block + V.Count * V.Count;
        for (nint row = 0; row < _rows; row += V.Count)
        {
            for (nint column = 0; column < _columns; column += V.Count)
            {
                for (nint k = 0; k < V.Count; k++)
                {
                    var at = (row + k) * _columns + column;
                    V r = V.Load(xr + at), i = V.Load(xi + at), c = V.Load(cos + at), s = V.Load(sin + at);
                    V.Store(V.MultiplyAdd(r, c, -(i * s)), block + k * V.Count);
                    V.Store(V.MultiplyAdd(r, s, i * c), blockI + k * V.Count);
                }

                var to = column * _rows + row;
                Blocks.Transpose<V>(block, yr + to, _rows);
                Blocks.Transpose<V>(blockI, yi + to, _rows);
            }
        }
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

    private static Pass[] Passes(int length, int stride, List<int> radices)
    {
        var passes = new Pass[radices.Count];
        for (var i = 0; i < passes.Length; i++)
        {
            passes[i] = new Pass(radices[i], length, stride);
            length /= radices[i];
            stride *= radices[i];
        }

        return passes;
    }

    private static AlignedBuffer Corner(int rows, int columns)
    {
        var n = rows * columns;
        var buffer = new AlignedBuffer(2 * n);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * ((long)row * column % n) / n);
                buffer.Span[row * columns + column] = (float)cos;
                buffer.Span[n + row * columns + column] = (float)sin;
            }
        }

        return buffer;
    }

    /// <summary>One pass with its twiddles.</summary>
    private sealed class Pass
    {
        private readonly int _radix;
        private readonly int _length;
        private readonly AlignedBuffer _twiddles;
        private readonly AlignedBuffer? _roots;

        public Pass(int radix, int length, int stride)
        {
            (_radix, _length, Stride) = (radix, length, stride);
            _twiddles = new AlignedBuffer(2 * (radix - 1) * (length / radix));
            var at = 0;
            for (var p = 0; p < length / radix; p++)
            {
                for (var k = 1; k < radix; k++)
                {
                    var (sin, cos) = Math.SinCos(-2 * Math.PI * p * k / length);
                    _twiddles.Span[at++] = (float)cos;
                    _twiddles.Span[at++] = (float)sin;
                }
            }

            if (radix is 2 or 3 or 4 or 5 or 8) return;
            _roots = new AlignedBuffer(2 * radix);
            for (var j = 0; j < radix; j++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * j / radix);
                (_roots.Span[2 * j], _roots.Span[2 * j + 1]) = ((float)cos, (float)sin);
            }
        }

        public int Stride { get; }

        public void Run<V>(float* xr, float* xi, float* yr, float* yi)
            where V : struct, ILanes<V>
        {
            var w = _twiddles.Pointer;
            switch (_radix)
            {
                case 2: FftPasses.Radix2<V>(xr, xi, yr, yi, _length, Stride, w); break;
                case 3: FftPasses.Radix3<V>(xr, xi, yr, yi, _length, Stride, w); break;
                case 4: FftPasses.Radix4<V>(xr, xi, yr, yi, _length, Stride, w); break;
                case 5: FftPasses.Radix5<V>(xr, xi, yr, yi, _length, Stride, w); break;
                case 8: FftPasses.Radix8<V>(xr, xi, yr, yi, _length, Stride, w); break;
                default: FftPasses.RadixAny(xr, xi, yr, yi, _length, Stride, w, _radix, _roots!.Pointer); break;
            }
        }
    }
}
