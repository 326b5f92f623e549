namespace Undertone.Sound.Features;

/// <summary>The power of each bin of a frame.</summary>
internal sealed unsafe class PowerFeature(StftOptions options) : FrameFeature
{
    public override int Bands => options.Bins;

    public override void Compute(float* samples, Spectrum spectrum, float* result) =>
        new ReadOnlySpan<float>(spectrum.Power, Bands).CopyTo(new Span<float>(result, Bands));
}
