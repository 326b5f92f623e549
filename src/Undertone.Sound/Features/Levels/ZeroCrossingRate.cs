using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Levels;

/// <summary>How often the sign of a clip changes.</summary>
public static class ZeroCrossingRate
{
    internal static readonly FeatureDefinition<ZeroCrossingRateOptions> Definition = new(
        "zero_crossing_rate",
        new(),
        [
            new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
            new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
            new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
        ],
        (p, o) => p.Row(o.Framing, o, () => new OfFrame(o.FrameSamples, p.Width)));

    /// <summary>librosa.feature.zero_crossing_rate of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The share of samples whose sign differs from the one before, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, ZeroCrossingRateOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The share of a frame's samples whose sign differs from the sample before.</summary>
    private sealed unsafe class OfFrame(int frameSamples, SimdWidth width) : FrameFeature
    {
        private const float Threshold = 1e-10f;
        private readonly VectorKernels _kernels = VectorKernels.For(width);

        public override int Bands => 1;

        public override bool NeedsSpectrum => false;

        public override void Compute(float* samples, Spectrum spectrum, float* result) =>
            *result = (float)((double)_kernels.SignChanges(samples, frameSamples, Threshold) / frameSamples);
    }
}
