using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Tests.Kernels;

/// <summary>The Fourier transform against Math.NET's, at every length that matters, every register width and both precisions.</summary>
public sealed unsafe class FftTests
{
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 20, 25, 30, 32, 45, 64, 100, 128, 200, 201, 240, 251, 256,
        320, 400, 441, 480, 512, 600, 661, 882, 1000, 1024, 1103, 1200, 1536, 2048, 4096, 8192, 16384];

    public static TheoryData<int> Widths() => [.. Enum.GetValues<SimdWidth>().Select(w => (int)w)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Transforms_in_single_precision_are_the_definitions(int width)
    {
        foreach (var length in Lengths) AssertTransforms<float>(length, (SimdWidth)width, 4e-7);
    }

    // At lengths that are no power of two Math.NET itself goes through a convolution, which costs it some digits.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Transforms_in_double_precision_are_the_definitions(int width)
    {
        foreach (var length in Lengths) AssertTransforms<double>(length, (SimdWidth)width, int.IsPow2(length) ? 1e-14 : 5e-13);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Power_is_the_squared_magnitude(int width)
    {
        var (re, im, power) = (Filled<double>(64, 1), Filled<double>(64, 2), new AlignedBuffer<float>(64));
        new RealFft<double>(16, (SimdWidth)width).Power(re.Pointer, im.Pointer, power.Pointer, 64);
        for (var k = 0; k < 64; k++) power.Span[k].ShouldBe((float)(re.Span[k] * re.Span[k] + im.Span[k] * im.Span[k]), 1e-7f);
    }

    private static void AssertTransforms<S>(int length, SimdWidth width, double epsilon)
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var tolerance = epsilon * Math.Sqrt(length) * Math.Max(1, Math.Log2(length));
        var (re, im) = (Filled<S>(length, 1), Filled<S>(length, 2));
        var expected = new Complex[length];
        for (var j = 0; j < length; j++) expected[j] = new(double.CreateTruncating(re.Span[j]), double.CreateTruncating(im.Span[j]));
        Fourier.Forward(expected, FourierOptions.AsymmetricScaling);
        new ComplexFft<S>(length, width).Transform(re.Pointer, im.Pointer);
        Near(re, im, expected, tolerance, $"complex, length {length}");

        var (samples, window) = (new AlignedBuffer<float>(Noise.Of(length, 3)), Filled<S>(length, 4));
        for (var j = 0; j < length; j++) expected[j] = samples.Span[j] * double.CreateTruncating(window.Span[j]);
        var products = Array.ConvertAll(expected, x => x.Real);
        Fourier.Forward(expected, FourierOptions.AsymmetricScaling);
        var fft = new RealFft<S>(length, width);
        (re, im) = (new AlignedBuffer<S>(fft.Bins), new AlignedBuffer<S>(fft.Bins));
        fft.Forward(samples.Pointer, window.Pointer, re.Pointer, im.Pointer);
        Near(re, im, expected[..fft.Bins], tolerance, $"real, length {length}");

        var back = new AlignedBuffer<S>(length);
        fft.Inverse(re.Pointer, im.Pointer, back.Pointer);
        Close.Assert(Doubles(back), products, 5 * epsilon * Math.Max(1, Math.Log2(length)), 0, $"inverse, length {length}");
    }

    private static AlignedBuffer<S> Filled<S>(int length, int seed)
        where S : unmanaged, INumber<S>
    {
        var buffer = new AlignedBuffer<S>(length);
        var noise = Noise.Of(length, seed);
        for (var j = 0; j < length; j++) buffer.Span[j] = S.CreateTruncating(noise[j]);
        return buffer;
    }

    private static void Near<S>(AlignedBuffer<S> re, AlignedBuffer<S> im, Complex[] expected, double tolerance, string what)
        where S : unmanaged, INumber<S>
    {
        Close.Assert(Doubles(re), Array.ConvertAll(expected, x => x.Real), tolerance, 0, "real parts: " + what);
        Close.Assert(Doubles(im), Array.ConvertAll(expected, x => x.Imaginary), tolerance, 0, "imaginary parts: " + what);
    }

    private static double[] Doubles<S>(AlignedBuffer<S> buffer)
        where S : unmanaged, INumber<S>
    {
        var values = new double[buffer.Length];
        for (var i = 0; i < values.Length; i++) values[i] = double.CreateTruncating(buffer.Span[i]);
        return values;
    }
}
