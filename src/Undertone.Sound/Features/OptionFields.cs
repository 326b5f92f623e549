namespace Undertone.Sound.Features;

/// <summary>The options that several features share, under librosa's names.</summary>
internal static class OptionFields
{
    private static readonly (string, WindowFunction)[] WindowWords =
        [("hann", WindowFunction.Hann), ("hamming", WindowFunction.Hamming), ("blackman", WindowFunction.Blackman), ("boxcar", WindowFunction.Boxcar), ("ones", WindowFunction.Boxcar)];

    private static readonly (string, PadMode)[] PadWords = [("constant", PadMode.Constant), ("edge", PadMode.Edge), ("reflect", PadMode.Reflect)];

    private static readonly (string, ChromaNorm)[] NormWords =
        [("inf", ChromaNorm.Max), ("1", ChromaNorm.Sum), ("2", ChromaNorm.Euclidean), (OptionText.None, ChromaNorm.None)];

    public static OptionField<T>[] Stft<T>(Func<T, StftOptions> get, Func<T, StftOptions, T> with) =>
    [
        new("n_fft", o => OptionText.Of(get(o).FftSamples), (o, v) => with(o, get(o) with { FftSamples = OptionText.Integer(v) })),
        new("hop_length", o => OptionText.Of(get(o).HopSamples), (o, v) => with(o, get(o) with { HopSamples = OptionText.Integer(v) })),
        new("win_length", o => OptionText.Of(get(o).WindowSamples), (o, v) => with(o, get(o) with { WindowSamples = OptionText.IntegerOrNone(v) })),
        new("window", o => Text(get(o).Window, WindowWords), (o, v) => with(o, get(o) with { Window = OptionText.Word(v, WindowWords) })),
        new("center", o => OptionText.Of(get(o).Center), (o, v) => with(o, get(o) with { Center = OptionText.Truth(v) })),
        new("pad_mode", o => PadText(get(o).Padding), (o, v) => with(o, get(o) with { Padding = PadOf(v) })),
    ];

    public static OptionField<T>[] Mel<T>(Func<T, MelSpectrogramOptions> get, Func<T, MelSpectrogramOptions, T> with, string norm = "norm") =>
    [
        .. Stft<T>(o => get(o).Stft, (o, s) => with(o, get(o) with { Stft = s })),
        new("n_mels", o => OptionText.Of(get(o).Bands), (o, v) => with(o, get(o) with { Bands = OptionText.Integer(v) })),
        new("fmin", o => OptionText.Of(get(o).MinFrequencyHz), (o, v) => with(o, get(o) with { MinFrequencyHz = OptionText.Number(v) })),
        new("fmax", o => OptionText.Of(get(o).MaxFrequencyHz), (o, v) => with(o, get(o) with { MaxFrequencyHz = OptionText.NumberOrNone(v) })),
        new("htk", o => OptionText.Of(get(o).Htk), (o, v) => with(o, get(o) with { Htk = OptionText.Truth(v) })),
        new(norm, o => get(o).SlaneyNorm ? "slaney" : OptionText.None, (o, v) => with(o, get(o) with { SlaneyNorm = OptionText.Word(v, ("slaney", true), (OptionText.None, false)) })),
        new("power", o => OptionText.Of(get(o).Power), (o, v) => with(o, get(o) with { Power = OptionText.Number(v) })),
    ];

    public static OptionField<T>[] Mfcc<T>(Func<T, MfccOptions> get, Func<T, MfccOptions, T> with) =>
    [
        new("n_mfcc", o => OptionText.Of(get(o).Coefficients), (o, v) => with(o, get(o) with { Coefficients = OptionText.Integer(v) })),
        .. Mel<T>(o => get(o).Mel, (o, m) => with(o, get(o) with { Mel = m }), norm: "mel_norm"),
        new("dct_type", o => OptionText.Of(get(o).DctType), (o, v) => with(o, get(o) with { DctType = OptionText.Integer(v) })),
        new("norm", o => get(o).Orthonormal ? "ortho" : OptionText.None, (o, v) => with(o, get(o) with { Orthonormal = OptionText.Word(v, ("ortho", true), (OptionText.None, false)) })),
        new("lifter", o => OptionText.Of(get(o).Lifter), (o, v) => with(o, get(o) with { Lifter = OptionText.Number(v) })),
        new("top_db", o => OptionText.Of(get(o).TopDb), (o, v) => with(o, get(o) with { TopDb = OptionText.NumberOrNone(v) })),
    ];

    public static OptionField<DeltaOptions>[] Delta() =>
    [
        .. Mfcc<DeltaOptions>(o => o.Mfcc, (o, m) => o with { Mfcc = m }),
        new("width", o => OptionText.Of(o.WidthFrames), (o, v) => o with { WidthFrames = OptionText.Integer(v) }),
    ];

    public static OptionField<T>[] ChromaCqt<T>(Func<T, ChromaCqtOptions> get, Func<T, ChromaCqtOptions, T> with)
    {
        return
        [
            new("hop_length", o => OptionText.Of(Cqt(o).HopSamples), (o, v) => With(o, Cqt(o) with { HopSamples = OptionText.Integer(v) })),
            new("fmin", o => OptionText.Of(Cqt(o).MinFrequencyHz), (o, v) => With(o, Cqt(o) with { MinFrequencyHz = OptionText.Number(v) })),
            new("n_octaves", o => OptionText.Of(Cqt(o).Octaves), (o, v) => With(o, Cqt(o) with { Octaves = OptionText.Integer(v) })),
            new("bins_per_octave", o => OptionText.Of(Cqt(o).BinsPerOctave), (o, v) => With(o, Cqt(o) with { BinsPerOctave = OptionText.Integer(v) })),
            new("tuning", o => OptionText.Of(Cqt(o).Tuning), (o, v) => With(o, Cqt(o) with { Tuning = OptionText.NumberOrNone(v) })),
            new("n_chroma", o => OptionText.Of(get(o).Bands), (o, v) => with(o, get(o) with { Bands = OptionText.Integer(v) })),
            new("norm", o => NormText(get(o).Norm), (o, v) => with(o, get(o) with { Norm = NormOf(v) })),
            new("threshold", o => OptionText.Of(get(o).Threshold), (o, v) => with(o, get(o) with { Threshold = OptionText.Number(v) })),
        ];

        ConstantQOptions Cqt(T o) => get(o).ConstantQ;

        T With(T o, ConstantQOptions cqt) => with(o, get(o) with { ConstantQ = cqt });
    }

    public static OptionField<PyinOptions>[] Pyin() =>
    [
        new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
        new("fmax", o => OptionText.Of(o.MaxFrequencyHz), (o, v) => o with { MaxFrequencyHz = OptionText.Number(v) }),
        new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
        new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.IntegerOrNone(v) }),
        new("n_thresholds", o => OptionText.Of(o.Thresholds), (o, v) => o with { Thresholds = OptionText.Integer(v) }),
        new("beta_a", o => OptionText.Of(o.BetaA), (o, v) => o with { BetaA = OptionText.Number(v) }),
        new("beta_b", o => OptionText.Of(o.BetaB), (o, v) => o with { BetaB = OptionText.Number(v) }),
        new("boltzmann_parameter", o => OptionText.Of(o.Boltzmann), (o, v) => o with { Boltzmann = OptionText.Number(v) }),
        new("resolution", o => OptionText.Of(o.ResolutionSemitones), (o, v) => o with { ResolutionSemitones = OptionText.Number(v) }),
        new("max_transition_rate", o => OptionText.Of(o.MaxTransitionOctavesPerSecond), (o, v) => o with { MaxTransitionOctavesPerSecond = OptionText.Number(v) }),
        new("switch_prob", o => OptionText.Of(o.SwitchProbability), (o, v) => o with { SwitchProbability = OptionText.Number(v) }),
        new("no_trough_prob", o => OptionText.Of(o.NoTroughProbability), (o, v) => o with { NoTroughProbability = OptionText.Number(v) }),
        new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
        new("pad_mode", o => PadText(o.Padding), (o, v) => o with { Padding = PadOf(v) }),
    ];

    public static string PadText(PadMode mode) => Text(mode, PadWords);

    public static PadMode PadOf(OptionValue value) => OptionText.Word(value, PadWords);

    public static string NormText(ChromaNorm norm) => Text(norm, NormWords);

    public static ChromaNorm NormOf(OptionValue value) => OptionText.Word(value, NormWords);

    private static string Text<T>(T value, (string Word, T Value)[] words)
        where T : struct, Enum => Array.Find(words, w => w.Value.Equals(value)).Word;
}
