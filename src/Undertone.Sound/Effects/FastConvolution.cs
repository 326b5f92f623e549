using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Effects;

/// <summary>
/// Convolution by Fourier transforms of blocks whose results overlap and add up (T. Stockham, 1966), in double precision.
/// </summary>
internal static unsafe class FastConvolution
{
    private const int SmallestTransform = 1024;

    /// <summary>y[n] = sum kernel[k] x[n + delay - k], as many samples as x has; x counts as zero before and after.</summary>
    /// <param name="samples">x [n].</param>
    /// <param name="kernel">The impulse response, at least one value.</param>
    /// <param name="delay">What the kernel delays by, to be taken off: half the length of a symmetric one.</param>
    public static float[] Apply(ReadOnlySpan<float> samples, ReadOnlySpan<float> kernel, int delay)
    {
        var size = SmallestTransform;
        while (size < 2L * kernel.Length) size *= 2;
        var step = size - kernel.Length + 1;
        var fft = new RealFft<double>(size, SimdWidths.Best);
        var window = new AlignedBuffer<double>(size);
        window.Span.Fill(1);
        var block = new AlignedBuffer<float>(size);
        var (kernelRe, kernelIm) = (Bins(fft), Bins(fft));
        kernel.CopyTo(block.Span);
        fft.Forward(block.Pointer, window.Pointer, kernelRe.Pointer, kernelIm.Pointer);

        var (re, im, part) = (Bins(fft), Bins(fft), new AlignedBuffer<double>(size));
        var carried = new double[size];
        var result = new float[samples.Length];
        for (long start = 0; start < (long)samples.Length + delay; start += step)
        {
            block.Span.Clear();
            if (start < samples.Length) samples.Slice((int)start, (int)Math.Min(step, samples.Length - start)).CopyTo(block.Span);
            fft.Forward(block.Pointer, window.Pointer, re.Pointer, im.Pointer);
            for (var k = 0; k < fft.Bins; k++)
            {
                var (a, b, c, d) = (re.Span[k], im.Span[k], kernelRe.Span[k], kernelIm.Span[k]);
                (re.Span[k], im.Span[k]) = (a * c - b * d, a * d + b * c);
            }

            fft.Inverse(re.Pointer, im.Pointer, part.Pointer);
            for (var j = 0; j < size; j++) carried[j] += part.Span[j];
            for (var j = 0; j < step; j++)
            {
                var at = start + j - delay;
                if (at >= 0 && at < result.Length) result[at] = (float)carried[j];
            }

            // What reaches into the blocks that follow.
            carried.AsSpan(step).CopyTo(carried);
            carried.AsSpan(size - step).Clear();
        }

        return result;
    }

    private static AlignedBuffer<double> Bins(RealFft<double> fft) => new(VectorKernels.Padded(fft.Bins) + VectorKernels.Multiple);
}
