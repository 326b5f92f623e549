using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>Cepstral coefficients of a frame without a cut-off, which needs no other frame.</summary>
internal sealed unsafe class MfccFrameFeature(MfccOptions options, int sampleRateHz, SimdWidth width) : FrameFeature
{
    private readonly MelFeature _mel = new(options.Mel, sampleRateHz);
    private readonly CosineTransform _transform = new(options, width);
    private readonly AlignedBuffer<float> _bands = new(VectorKernels.Padded(options.Mel.Bands));

    public override int Bands => _transform.Coefficients;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        _mel.Compute(samples, spectrum, _bands.Pointer);
        var db = _bands.Span[.._mel.Bands];
        Decibels.FromPower(db, db, 1, null);
        _transform.Apply(db, result);
    }
}
