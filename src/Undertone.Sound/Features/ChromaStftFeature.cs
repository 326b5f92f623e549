using Undertone.Kernels;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features;

/// <summary>The pitch classes of a clip under the tuning that its own spectrum shows.</summary>
internal sealed unsafe class ChromaStftFeature(FrameGroup.Tap power, PitchPeaks peaks, ChromaStftOptions options, int sampleRateHz, SimdWidth width) : ClipFeature
{
    private const double Resolution = 0.01;

    // One bank for each bin of the tuning histogram at most.
    private readonly Dictionary<double, ChromaFilters> _banks = [];
    private readonly TuningEstimate _estimate = new(Resolution, options.Bands);
    private readonly VectorKernels _kernels = VectorKernels.For(width);
    private readonly AlignedBuffer<float> _row = new(VectorKernels.Padded(options.Stft.Bins));

    public override int Bands => options.Bands;

    public override string WholeClipReason => "the tuning is estimated from the whole clip; a given tuning lets it stream";

    public override FeatureMatrix Finish(in Clip clip)
    {
        var tuning = _estimate.Of(peaks);
        if (!_banks.TryGetValue(tuning, out var bank)) _banks.Add(tuning, bank = new ChromaFilters(options, sampleRateHz, tuning));
        var values = GC.AllocateUninitializedArray<float>(power.Frames * Bands);
        fixed (float* result = values)
        {
            for (var t = 0; t < power.Frames; t++)
            {
                new ReadOnlySpan<float>(power.Row(t), power.Bands).CopyTo(_row.Span);
                bank.Apply(_kernels, _row.Pointer, result + (nint)t * Bands);
            }
        }

        return new FeatureMatrix(power.Frames, Bands, values);
    }
}
