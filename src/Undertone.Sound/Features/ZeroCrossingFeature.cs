using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The share of a frame's samples whose sign differs from the sample before.</summary>
internal sealed unsafe class ZeroCrossingFeature(int frameSamples, SimdWidth width) : FrameFeature
{
    private const float Threshold = 1e-10f;
    private readonly VectorKernels _kernels = VectorKernels.For(width);

    public override int Bands => 1;

    public override bool NeedsSpectrum => false;

    public override void Compute(float* samples, Spectrum spectrum, float* result) =>
        *result = (float)((double)_kernels.SignChanges(samples, frameSamples, Threshold) / frameSamples);
}
