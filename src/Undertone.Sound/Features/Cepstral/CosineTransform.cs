using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Cepstral;

/// <summary>The first rows of the discrete cosine transform, scipy.fftpack.dct of type 1, 2 or
/// 3, as a matrix with the lifter's weights in it.</summary>
internal sealed unsafe class CosineTransform
{
    private readonly AlignedBuffer<float> _matrix;
    private readonly AlignedBuffer<float> _input;
    private readonly int _length;
    private readonly VectorKernels _kernels;

    public CosineTransform(MfccOptions options, SimdWidth width)
    {
        _kernels = VectorKernels.For(width);
        _length = options.Mel.Bands;
        Coefficients = Math.Min(options.Coefficients, _length);
        var stride = VectorKernels.Padded(_length);
        _matrix = new AlignedBuffer<float>(Coefficients * stride);
        _input = new AlignedBuffer<float>(stride);
        for (var k = 0; k < Coefficients; k++)
        {
            var lift = options.Lifter > 0 ? 1 + options.Lifter / 2 * Math.Sin(Math.PI * (k + 1) / options.Lifter) : 1;
            for (var m = 0; m < _length; m++)
            {
                _matrix.Span[k * stride + m] = (float)(lift * Weight(options.DctType, k, m, _length, options.Orthonormal));
            }
        }
    }

    public int Coefficients { get; }

    public void Apply(ReadOnlySpan<float> bands, float* coefficients)
    {
        bands.CopyTo(_input.Span);
        _kernels.MatrixVector(_matrix.Pointer, Coefficients, _input.Pointer, _input.Length, coefficients);
        GC.KeepAlive(this);
    }

    private static double Weight(int type, int k, int m, int n, bool orthonormal)
    {
        switch (type)
        {
            case 1:
                // Both ends are shared with the mirror image; scipy's orthonormal form scales them by sqrt(2) on both sides.
                var end = m == 0 || m == n - 1;
                var plain = (end ? 1 : 2) * Math.Cos(Math.PI * k * m / (n - 1));
                if (!orthonormal) return plain;
                return plain * (end ? Math.Sqrt(2) : 1) * Math.Sqrt(1.0 / (2 * (n - 1))) * (k == 0 || k == n - 1 ? Math.Sqrt(0.5) : 1);
            case 2:
                var cos2 = 2 * Math.Cos(Math.PI * k * (2 * m + 1) / (2.0 * n));
                return orthonormal ? cos2 * Math.Sqrt(1.0 / ((k == 0 ? 4.0 : 2.0) * n)) : cos2;
            default:
                var cos3 = Math.Cos(Math.PI * m * (2 * k + 1) / (2.0 * n));
                return orthonormal ? (m == 0 ? Math.Sqrt(1.0 / n) : Math.Sqrt(2.0 / n) * cos3) : m == 0 ? 1 : 2 * cos3;
        }
    }
}
