using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Tonal;

/// <summary>Pitch classes from a constant-Q transform.</summary>
public static class ChromaCqt
{
    /// <summary>Why this feature and those made from it cannot stream.</summary>
    internal const string WholeClipReason = "the constant-Q transform halves the rate of the whole clip again and again";

    internal static readonly FeatureDefinition<ChromaCqtOptions> Definition =
        new("chroma_cqt", new(), Fields<ChromaCqtOptions>(o => o, (_, c) => c), Plan);

    /// <summary>librosa.feature.chroma_cqt of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Pitch classes from C on, each frame scaled to a largest value of 1, [frames, n_chroma].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, ChromaCqtOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The options of pitch classes as part of others.</summary>
    internal static OptionField<T>[] Fields<T>(Func<T, ChromaCqtOptions> get, Func<T, ChromaCqtOptions, T> with)
    {
        return
        [
            new("hop_length", o => OptionText.Of(Cqt(o).HopSamples), (o, v) => With(o, Cqt(o) with { HopSamples = OptionText.Integer(v) })),
            new(
                "fmin",
                o => OptionText.Of(Cqt(o).MinFrequencyHz),
                (o, v) => With(o, Cqt(o) with { MinFrequencyHz = OptionText.Number(v) })),
            new("n_octaves", o => OptionText.Of(Cqt(o).Octaves), (o, v) => With(o, Cqt(o) with { Octaves = OptionText.Integer(v) })),
            new(
                "bins_per_octave",
                o => OptionText.Of(Cqt(o).BinsPerOctave),
                (o, v) => With(o, Cqt(o) with { BinsPerOctave = OptionText.Integer(v) })),
            new("tuning", o => OptionText.Of(Cqt(o).Tuning), (o, v) => With(o, Cqt(o) with { Tuning = OptionText.NumberOrNone(v) })),
            new("n_chroma", o => OptionText.Of(get(o).Bands), (o, v) => with(o, get(o) with { Bands = OptionText.Integer(v) })),
            new("norm", o => Normalization.Text(get(o).Norm), (o, v) => with(o, get(o) with { Norm = Normalization.Read(v) })),
            new("threshold", o => OptionText.Of(get(o).Threshold), (o, v) => with(o, get(o) with { Threshold = OptionText.Number(v) })),
        ];

        ConstantQOptions Cqt(T o) => get(o).ConstantQ;

        T With(T o, ConstantQOptions cqt) => with(o, get(o) with { ConstantQ = cqt });
    }

    /// <summary>The pitch classes of a clip, which other features are made from.</summary>
    internal static ClipFeature Plan(FeaturePlanner planner, ChromaCqtOptions options) => planner.Shared(options, () =>
    {
        var peaks = options.ConstantQ.Tuning is null ? PitchPeaks.Of(planner, new StftOptions(), ofPower: false) : null;
        return new OfClip(options, peaks, planner.SampleRateHz, planner.Width);
    });

    /// <summary>Pitch classes of a clip from a constant-Q transform under the tuning that the clip shows, or a given one.</summary>
    private sealed unsafe class OfClip : ClipFeature
    {
        private const double Resolution = 0.01;
        private readonly ChromaCqtOptions _options;
        private readonly ConstantQ _transform;
        private readonly PitchPeaks? _peaks;
        private readonly TuningEstimate _estimate;
        private readonly int[] _classes;

        public OfClip(ChromaCqtOptions options, PitchPeaks? peaks, int sampleRateHz, SimdWidth width)
        {
            (_options, _peaks) = (options, peaks);
            _transform = new ConstantQ(options.ConstantQ, sampleRateHz, width);
            _estimate = new TuningEstimate(Resolution, options.ConstantQ.BinsPerOctave);
            _classes = Classes(options);
        }

        public override int Bands => _options.Bands;

        public override int FramesOf(int samples) => _transform.FramesOf(samples, _options.ConstantQ.Tuning ?? 0);

        public override string WholeClipReason => ChromaCqt.WholeClipReason;

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            _transform.Run(clip.Span, _options.ConstantQ.Tuning ?? _estimate.Of(_peaks!));
            var values = new float[_transform.Frames * Bands];
            fixed (float* result = values)
            {
                for (var t = 0; t < _transform.Frames; t++)
                {
                    var row = result + (nint)t * Bands;
                    var magnitudes = _transform.Magnitudes.Slice(t * _transform.Bins, _transform.Bins);
                    for (var k = 0; k < magnitudes.Length; k++) row[_classes[k]] += magnitudes[k];
                    for (var b = 0; b < Bands; b++)
                    {
                        if (row[b] < _options.Threshold) row[b] = 0;
                    }

                    Normalization.Apply(row, Bands, _options.Norm);
                }
            }

            return new FeatureMatrix(_transform.Frames, Bands, values);
        }

        /// <summary>The pitch class of each frequency: those around a class's centre are merged, and the
        /// first class is C (librosa.filters.cq_to_chroma).</summary>
        private static int[] Classes(ChromaCqtOptions options)
        {
            var (bands, perOctave) = (options.Bands, options.ConstantQ.BinsPerOctave);
            var merge = perOctave / bands;
            var note = 12 * Math.Log2(options.ConstantQ.MinFrequencyHz / 440) + 69;
            note -= 12 * Math.Floor(note / 12);
            var roll = (int)Math.Round(note * (bands / 12.0), MidpointRounding.ToEven);
            var classes = new int[options.ConstantQ.Octaves * perOctave];
            for (var k = 0; k < classes.Length; k++) classes[k] = ((k + merge / 2) % perOctave / merge + roll) % bands;
            return classes;
        }
    }
}
