using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>Pitch classes from the power spectrum (D. Ellis, "Chroma feature analysis and synthesis", 2007).</summary>
public static class ChromaStft
{
    internal static readonly FeatureDefinition<ChromaStftOptions> Definition = new(
        "chroma_stft",
        new(),
        [
            .. StftFields.Of<ChromaStftOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            new("n_chroma", o => OptionText.Of(o.Bands), (o, v) => o with { Bands = OptionText.Integer(v) }),
            new("tuning", o => OptionText.Of(o.Tuning), (o, v) => o with { Tuning = OptionText.NumberOrNone(v) }),
            new("norm", o => Normalization.Text(o.Norm), (o, v) => o with { Norm = Normalization.Read(v) }),
            new("ctroct", o => OptionText.Of(o.CenterOctave), (o, v) => o with { CenterOctave = OptionText.Number(v) }),
            new("octwidth", o => OptionText.Of(o.OctaveWidth), (o, v) => o with { OctaveWidth = OptionText.NumberOrNone(v) }),
            new("base_c", o => OptionText.Of(o.BaseC), (o, v) => o with { BaseC = OptionText.Truth(v) }),
        ],
        (p, o) => o.Tuning is null ? new OfClip(o, p) : p.Row(o.Stft, o, () => new OfFrame(o, p.SampleRateHz)));

    /// <summary>librosa.feature.chroma_stft of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Pitch classes from C on, each frame scaled to a largest value of 1, [frames, n_chroma].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, ChromaStftOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The pitch classes of a clip under the tuning that its own spectrum shows.</summary>
    private sealed unsafe class OfClip(ChromaStftOptions options, FeaturePlanner planner) : ClipFeature
    {
        private const double Resolution = 0.01;

        // One bank for each bin of the tuning histogram at most.
        private readonly Dictionary<double, ChromaFilters> _banks = [];
        private readonly TuningEstimate _estimate = new(Resolution, options.Bands);
        private readonly VectorKernels _kernels = VectorKernels.For(planner.Width);
        private readonly FrameGroup.Tap _power = PowerSpectrum.Rows(planner, options.Stft);
        private readonly PitchPeaks _peaks = PitchPeaks.Of(planner, options.Stft, ofPower: true);
        private readonly int _sampleRateHz = planner.SampleRateHz;
        private readonly AlignedBuffer<float> _row = new(VectorKernels.Padded(options.Stft.Bins));

        public override int Bands => options.Bands;

        public override int FramesOf(int samples) => _power.FramesOf(samples);

        public override string WholeClipReason => "the tuning is estimated from the whole clip; a given tuning lets it stream";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var tuning = _estimate.Of(_peaks);
            if (!_banks.TryGetValue(tuning, out var bank)) _banks.Add(tuning, bank = new ChromaFilters(options, _sampleRateHz, tuning));
            var values = GC.AllocateUninitializedArray<float>(_power.Frames * Bands);
            fixed (float* result = values)
            {
                for (var t = 0; t < _power.Frames; t++)
                {
                    new ReadOnlySpan<float>(_power.Row(t), _power.Bands).CopyTo(_row.Span);
                    bank.Apply(_kernels, _row.Pointer, result + (nint)t * Bands);
                }
            }

            return new FeatureMatrix(_power.Frames, Bands, values);
        }
    }

    /// <summary>The pitch classes of a frame under a known tuning.</summary>
    private sealed unsafe class OfFrame(ChromaStftOptions options, int sampleRateHz) : FrameFeature
    {
        private readonly ChromaFilters _filters = new(options, sampleRateHz, options.Tuning ?? 0);

        public override int Bands => options.Bands;

        public override void Compute(float* samples, Spectrum spectrum, float* result) =>
            _filters.Apply(spectrum.Kernels, spectrum.Power, result);
    }
}
