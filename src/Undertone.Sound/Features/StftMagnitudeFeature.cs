namespace Undertone.Sound.Features;

/// <summary>The magnitudes of a frame.</summary>
internal sealed unsafe class StftMagnitudeFeature(StftOptions options) : FrameFeature
{
    public override int Bands => options.Bins;

    public override void Compute(float* samples, Spectrum spectrum, float* result) =>
        new ReadOnlySpan<float>(spectrum.Magnitude, Bands).CopyTo(new Span<float>(result, Bands));
}
