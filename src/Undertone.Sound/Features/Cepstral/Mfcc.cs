using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Spectral;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Cepstral;

/// <summary>Mel-frequency cepstral coefficients (S. Davis and P. Mermelstein, 1980).</summary>
public static class Mfcc
{
    internal static readonly FeatureDefinition<MfccOptions> Definition = new("mfcc", new(), Fields<MfccOptions>(o => o, (_, m) => m), Plan);

    /// <summary>librosa.feature.mfcc of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>The coefficients, [frames, n_mfcc]; no more than there are mel bands.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, MfccOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>The options of cepstral coefficients as part of others.</summary>
    internal static OptionField<T>[] Fields<T>(Func<T, MfccOptions> get, Func<T, MfccOptions, T> with) =>
    [
        new("n_mfcc", o => OptionText.Of(get(o).Coefficients), (o, v) => with(o, get(o) with { Coefficients = OptionText.Integer(v) })),
        .. MelSpectrogram.Fields<T>(o => get(o).Mel, (o, m) => with(o, get(o) with { Mel = m }), norm: "mel_norm"),
        new("dct_type", o => OptionText.Of(get(o).DctType), (o, v) => with(o, get(o) with { DctType = OptionText.Integer(v) })),
        new(
            "norm",
            o => get(o).Orthonormal ? "ortho" : OptionText.None,
            (o, v) => with(o, get(o) with { Orthonormal = OptionText.Word(v, ("ortho", true), (OptionText.None, false)) })),
        new("lifter", o => OptionText.Of(get(o).Lifter), (o, v) => with(o, get(o) with { Lifter = OptionText.Number(v) })),
        new("top_db", o => OptionText.Of(get(o).TopDb), (o, v) => with(o, get(o) with { TopDb = OptionText.NumberOrNone(v) })),
    ];

    /// <summary>The coefficients of a clip, which other features are made from.</summary>
    internal static ClipFeature Plan(FeaturePlanner planner, MfccOptions options) => planner.Shared(options, () => options.TopDb is null
        ? planner.Row(options.Mel.Stft, options, () => new OfFrame(options, planner.SampleRateHz, planner.Width))
        : new OfClip(MelSpectrogram.Rows(planner, options.Mel), options, planner.Width));

    /// <summary>Cepstral coefficients of a clip, cut off at top_db below the loudest mel band of the clip.</summary>
    private sealed unsafe class OfClip(FrameGroup.Tap mel, MfccOptions options, SimdWidth width) : ClipFeature
    {
        private readonly CosineTransform _transform = new(options, width);
        private AlignedBuffer<float> _db = new(0);

        public override int Bands => _transform.Coefficients;

        public override int FramesOf(int samples) => mel.FramesOf(samples);

        public override string WholeClipReason =>
            "its decibels are cut off at top_db below the loudest band of the whole clip; top_db=none lets it stream";

        public override FeatureMatrix Finish(in PinnedSamples clip)
        {
            var values = GC.AllocateUninitializedArray<float>(mel.Frames * Bands);
            if (_db.Length < mel.Rows.Length) _db = new AlignedBuffer<float>(mel.Rows.Length);
            var db = _db.Span[..mel.Rows.Length];
            Decibels.FromPower(mel.Rows, db, 1, (float?)options.TopDb);
            fixed (float* result = values)
            {
                for (var t = 0; t < mel.Frames; t++) _transform.Apply(db.Slice(t * mel.Bands, mel.Bands), result + (nint)t * Bands);
            }

            return new FeatureMatrix(mel.Frames, Bands, values);
        }
    }

    /// <summary>Cepstral coefficients of a frame without a cut-off, which needs no other frame.</summary>
    private sealed unsafe class OfFrame(MfccOptions options, int sampleRateHz, SimdWidth width) : FrameFeature
    {
        private readonly MelSpectrogram.OfFrame _mel = new(options.Mel, sampleRateHz);
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
}
