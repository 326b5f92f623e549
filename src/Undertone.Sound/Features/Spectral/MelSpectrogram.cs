using Undertone.Kernels;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Kernels;

namespace Undertone.Sound.Features.Spectral;

/// <summary>A spectrogram on the mel scale: triangular filters over the power spectrum, after Slaney's Auditory Toolbox or HTK.</summary>
public static class MelSpectrogram
{
    internal static readonly FeatureDefinition<MelSpectrogramOptions> Definition = new(
        "melspectrogram",
        new(),
        Fields<MelSpectrogramOptions>(o => o, (_, m) => m),
        (p, o) => new RowFeature(Rows(p, o)));

    /// <summary>librosa.feature.melspectrogram of a clip.</summary>
    /// <param name="samples">Mono samples, nominally from -1 to 1.</param>
    /// <param name="sampleRateHz">Their sample rate in Hz.</param>
    /// <param name="options">The options. Default null: librosa's defaults.</param>
    /// <returns>Power (or magnitude) under each mel filter, [frames, n_mels].</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    /// <exception cref="ArgumentException">The clip is empty, or a sample is not a finite number.</exception>
    public static FeatureMatrix Compute(ReadOnlySpan<float> samples, int sampleRateHz, MelSpectrogramOptions? options = null) =>
        Definition.Compute(samples, sampleRateHz, options);

    /// <summary>librosa.filters.mel: the weights of the triangular filters.</summary>
    /// <param name="options">The options of the mel spectrogram.</param>
    /// <param name="sampleRateHz">The sample rate of the clips in Hz.</param>
    /// <returns>[n_mels, n_fft / 2 + 1], row-major.</returns>
    /// <exception cref="FeatureOptionException">An option cannot work, or not at this sample rate.</exception>
    public static float[] Filters(MelSpectrogramOptions options, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new MelFilters(options, sampleRateHz).ToArray(options.Stft.Bins);
    }

    /// <summary>The options of a mel spectrogram as part of others.</summary>
    internal static OptionField<T>[] Fields<T>(
        Func<T, MelSpectrogramOptions> get, Func<T, MelSpectrogramOptions, T> with, string norm = "norm") =>
    [
        .. StftFields.Of<T>(o => get(o).Stft, (o, s) => with(o, get(o) with { Stft = s })),
        new("n_mels", o => OptionText.Of(get(o).Bands), (o, v) => with(o, get(o) with { Bands = OptionText.Integer(v) })),
        new("fmin", o => OptionText.Of(get(o).MinFrequencyHz), (o, v) => with(o, get(o) with { MinFrequencyHz = OptionText.Number(v) })),
        new(
            "fmax",
            o => OptionText.Of(get(o).MaxFrequencyHz),
            (o, v) => with(o, get(o) with { MaxFrequencyHz = OptionText.NumberOrNone(v) })),
        new("htk", o => OptionText.Of(get(o).Htk), (o, v) => with(o, get(o) with { Htk = OptionText.Truth(v) })),
        new(
            norm,
            o => get(o).SlaneyNorm ? "slaney" : OptionText.None,
            (o, v) => with(o, get(o) with { SlaneyNorm = OptionText.Word(v, ("slaney", true), (OptionText.None, false)) })),
        new("power", o => OptionText.Of(get(o).Power), (o, v) => with(o, get(o) with { Power = OptionText.Number(v) })),
    ];

    /// <summary>The mel bands of a clip's frames, [frames, n_mels], which other features are made from.</summary>
    internal static FrameGroup.Tap Rows(FeaturePlanner planner, MelSpectrogramOptions options) =>
        planner.Frames(options.Stft).Add(options, () => new OfFrame(options, planner.SampleRateHz));

    /// <summary>The mel bands of a frame.</summary>
    internal sealed unsafe class OfFrame : FrameFeature
    {
        private readonly MelFilters _filters;
        private readonly double _power;
        private readonly AlignedBuffer<float>? _raised;

        public OfFrame(MelSpectrogramOptions options, int sampleRateHz)
        {
            _filters = new MelFilters(options, sampleRateHz);
            _power = options.Power;
            if (_power is not (1 or 2))
            {
                _raised = new AlignedBuffer<float>(VectorKernels.Padded(options.Stft.Bins) + VectorKernels.Multiple);
            }
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
}
