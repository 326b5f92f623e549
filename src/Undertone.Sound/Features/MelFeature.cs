using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The mel bands of a frame.</summary>
internal sealed unsafe class MelFeature : FrameFeature
{
    private readonly MelFilters _filters;
    private readonly double _power;
    private readonly AlignedBuffer<float>? _raised;

    public MelFeature(MelSpectrogramOptions options, int sampleRateHz)
    {
        _filters = new MelFilters(options, sampleRateHz);
        _power = options.Power;
        if (_power is not (1 or 2)) _raised = new AlignedBuffer<float>(VectorKernels.Padded(options.Stft.Bins) + VectorKernels.Multiple);
    }

    public override int Bands => _filters.Bands;

    public override void Compute(float* samples, Spectrum spectrum, float* result)
    {
        var source = _power == 2 ? spectrum.Power : spectrum.Magnitude;
        if (_raised is not null)
        {
            for (var k = 0; k < spectrum.Bins; k++) _raised.Pointer[k] = MathF.Pow(source[k], (float)_power);
            source = _raised.Pointer;
        }

        _filters.Apply(spectrum.Kernels, source, result);
    }
}
