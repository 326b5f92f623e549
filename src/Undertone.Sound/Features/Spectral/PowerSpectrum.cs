using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Features.Spectral;

/// <summary>The power of each bin of each frame, which other features are made from.</summary>
internal sealed unsafe class PowerSpectrum(StftOptions options) : FrameFeature
{
    public override int Bands => options.Bins;

    /// <summary>The power of a clip's frames, [frames, n_fft / 2 + 1].</summary>
    public static FrameGroup.Tap Rows(FeaturePlanner planner, StftOptions options) =>
        planner.Frames(options).Add((nameof(PowerSpectrum), options), () => new PowerSpectrum(options));

    public override void Compute(float* samples, Spectrum spectrum, float* result) =>
        new ReadOnlySpan<float>(spectrum.Power, Bands).CopyTo(new Span<float>(result, Bands));
}
