using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Levels;

/// <summary>The loudness of a clip as the root of the mean square of its samples.</summary>
public static class Rms
{
    internal static readonly FeatureDefinition<RmsOptions> Definition = new(
        "rms",
        new(),
        [
            new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
            new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
            new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
            new("pad_mode", o => StftFields.PadText(o.Padding), (o, v) => o with { Padding = StftFields.ReadPad(v) }),
        ],
        (p, o) => p.Row(o.Framing, o, () => new OfFrame(o.FrameSamples, p.Width)));

    /// <summary>librosa.feature.rms of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The root mean square of each frame, [frames, 1].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, RmsOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The root of the mean square of a frame's samples.</summary>
    private sealed unsafe class OfFrame(int frameSamples, SimdWidth width) : FrameFeature
    {
        private readonly VectorKernels _kernels = VectorKernels.For(width);

        public override int Bands => 1;

        public override bool NeedsSpectrum => false;

        public override void Compute(float* samples, Spectrum spectrum, float* result) =>
            *result = MathF.Sqrt(_kernels.SumOfSquares(samples, frameSamples) / frameSamples);
    }
}
