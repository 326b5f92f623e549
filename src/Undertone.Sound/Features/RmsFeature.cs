using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The root of the mean square of a frame's samples.</summary>
internal sealed unsafe class RmsFeature(int frameSamples, SimdWidth width) : FrameFeature
{
    private readonly VectorKernels _kernels = VectorKernels.For(width);

    public override int Bands => 1;

    public override bool NeedsSpectrum => false;

    public override void Compute(float* samples, Spectrum spectrum, float* result) =>
        *result = MathF.Sqrt(_kernels.SumOfSquares(samples, frameSamples) / frameSamples);
}
