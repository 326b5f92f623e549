using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Kernels;

/// <summary>The Fourier transform against Math.NET's, at every length that matters and every register width.</summary>
public sealed unsafe class FftTests
{
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 20, 25, 30, 32, 45, 64, 100, 128, 200, 201, 240, 251, 256, 320, 400, 441, 480, 512, 600, 661, 882, 1000, 1024, 1103, 1200, 1536, 2048, 4096, 8192, 16384];

    public static TheoryData<int, int> Cases()
    {
        var data = new TheoryData<int, int>();
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            foreach (var length in Lengths) data.Add(length, (int)width);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_complex_transform_is_the_definitions(int length, int width)
    {
        var (re, im) = (Noise.Of(length, 1), Noise.Of(length, 2));
        var expected = new System.Numerics.Complex[length];
        for (var j = 0; j < length; j++) expected[j] = new(re[j], im[j]);
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(expected, MathNet.Numerics.IntegralTransforms.FourierOptions.AsymmetricScaling);
        var fft = new ComplexFft(length, (SimdWidth)width);
        fixed (float* r = re, i = im) fft.Transform(r, i);
        Near(re, im, expected, length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_real_transform_is_half_the_complex_one_and_comes_back(int length, int width)
    {
        var samples = Noise.Of(length, 3);
        var window = Noise.Of(length, 4);
        var expected = new System.Numerics.Complex[length];
        for (var j = 0; j < length; j++) expected[j] = samples[j] * window[j];
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(expected, MathNet.Numerics.IntegralTransforms.FourierOptions.AsymmetricScaling);
        var fft = new RealFft(length, (SimdWidth)width);
        var (re, im, back) = (new float[fft.Bins], new float[fft.Bins], new float[length]);
        fixed (float* s = samples, w = window, r = re, i = im, b = back)
        {
            fft.Forward(s, w, r, i);
            fft.Inverse(r, i, b);
        }

        Near(re, im, expected[..fft.Bins], length);
        for (var j = 0; j < length; j++) samples[j] *= window[j];
        Close.Assert(back, samples, 2e-6, 0, $"inverse of length {length}");
    }

    private static void Near(float[] re, float[] im, System.Numerics.Complex[] expected, int length)
    {
        var tolerance = 4e-7 * Math.Sqrt(length) * Math.Max(1, Math.Log2(length));
        Close.Assert(re, Array.ConvertAll(expected, x => (float)x.Real), tolerance, 0, $"real parts of length {length}");
        Close.Assert(im, Array.ConvertAll(expected, x => (float)x.Imaginary), tolerance, 0, $"imaginary parts of length {length}");
    }
}
