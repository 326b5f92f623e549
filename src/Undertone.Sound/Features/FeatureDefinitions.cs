namespace Undertone.Sound.Features;

/// <summary>Every feature by name; a definition is built when it is first asked for.</summary>
internal static class FeatureDefinitions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "stft_magnitude", "melspectrogram", "melspectrogram_db", "mfcc", "mfcc_delta", "mfcc_delta2",
        "chroma_stft", "chroma_cqt", "tonnetz", "spectral_contrast", "spectral_centroid", "spectral_bandwidth", "spectral_rolloff", "spectral_flatness",
        "rms", "zero_crossing_rate", "pyin", "pyin_voiced_probability", "waveform", "tuning",
    ];

    public static FeatureDefinition Find(string name) => name switch
    {
        "stft_magnitude" => StftMagnitude.Value,
        "melspectrogram" => MelSpectrogram.Value,
        "melspectrogram_db" => MelDecibels.Value,
        "mfcc" => Mfcc.Value,
        "mfcc_delta" => MfccDelta.Value,
        "mfcc_delta2" => MfccDelta2.Value,
        "chroma_stft" => ChromaStft.Value,
        "chroma_cqt" => ChromaCqt.Value,
        "tonnetz" => Tonnetz.Value,
        "spectral_contrast" => Contrast.Value,
        "spectral_centroid" => Centroid.Value,
        "spectral_bandwidth" => Bandwidth.Value,
        "spectral_rolloff" => Rolloff.Value,
        "spectral_flatness" => Flatness.Value,
        "rms" => Rms.Value,
        "zero_crossing_rate" => ZeroCrossings.Value,
        "pyin" => Pyin.Value,
        "pyin_voiced_probability" => PyinVoicedProbability.Value,
        "waveform" => Waveform.Value,
        "tuning" => Tuning.Value,
        _ => throw new FeatureOptionException($"There is no feature {name}{Guess.Hint(name, Names)}. The features are {string.Join(", ", Names)}."),
    };

    private static class StftMagnitude
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<StftOptions>("stft_magnitude", new(),
            OptionFields.Stft<StftOptions>(o => o, (_, s) => s),
            (p, o) => p.Row(o, o, () => new StftMagnitudeFeature(o)));
    }

    private static class MelSpectrogram
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<MelSpectrogramOptions>("melspectrogram", new(),
            OptionFields.Mel<MelSpectrogramOptions>(o => o, (_, m) => m),
            (p, o) => new RowFeature(p.Mel(o)));
    }

    private static class MelDecibels
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<MelDecibelOptions>("melspectrogram_db", new(),
            [.. OptionFields.Mel<MelDecibelOptions>(o => o.Mel, (o, m) => o with { Mel = m }),
                new("top_db", o => OptionText.Of(o.TopDb), (o, v) => o with { TopDb = OptionText.NumberOrNone(v) })],
            (p, o) => new MelDecibelFeature(p.Mel(o.Mel), o.TopDb));
    }

    private static class Mfcc
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<MfccOptions>("mfcc", new(),
            OptionFields.Mfcc<MfccOptions>(o => o, (_, m) => m),
            (p, o) => p.Mfcc(o));
    }

    private static class MfccDelta
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<DeltaOptions>("mfcc_delta", new(), OptionFields.Delta(), (p, o) => new DeltaFeature(p.Mfcc(o.Mfcc), o.WidthFrames, 1));
    }

    private static class MfccDelta2
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<DeltaOptions>("mfcc_delta2", new(), OptionFields.Delta(), (p, o) => new DeltaFeature(p.Mfcc(o.Mfcc), o.WidthFrames, 2));
    }

    private static class ChromaCqt
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<ChromaCqtOptions>("chroma_cqt", new(),
            OptionFields.ChromaCqt<ChromaCqtOptions>(o => o, (_, c) => c),
            (p, o) => p.ChromaCqt(o));
    }

    private static class Tonnetz
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<TonnetzOptions>("tonnetz", new(),
            OptionFields.ChromaCqt<TonnetzOptions>(o => o.Chroma, (o, c) => o with { Chroma = c }),
            (p, o) => new TonnetzFeature(p.ChromaCqt(o.Chroma)));
    }

    private static class Pyin
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<PyinOptions>("pyin", new(), OptionFields.Pyin(), (p, o) => new VectorBand(p.Pyin(o), 0));
    }

    private static class PyinVoicedProbability
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<PyinOptions>("pyin_voiced_probability", new(), OptionFields.Pyin(), (p, o) => new VectorBand(p.Pyin(o), 1));
    }

    private static class Waveform
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<WaveformOptions>("waveform", new(), [], (_, _) => new WaveformFeature());
    }

    private static class ChromaStft
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<ChromaStftOptions>("chroma_stft", new(),
            [.. OptionFields.Stft<ChromaStftOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("n_chroma", o => OptionText.Of(o.Bands), (o, v) => o with { Bands = OptionText.Integer(v) }),
                new("tuning", o => OptionText.Of(o.Tuning), (o, v) => o with { Tuning = OptionText.NumberOrNone(v) }),
                new("norm", o => OptionFields.NormText(o.Norm), (o, v) => o with { Norm = OptionFields.NormOf(v) }),
                new("ctroct", o => OptionText.Of(o.CenterOctave), (o, v) => o with { CenterOctave = OptionText.Number(v) }),
                new("octwidth", o => OptionText.Of(o.OctaveWidth), (o, v) => o with { OctaveWidth = OptionText.NumberOrNone(v) }),
                new("base_c", o => OptionText.Of(o.BaseC), (o, v) => o with { BaseC = OptionText.Truth(v) })],
            (p, o) => p.Chroma(o));
    }

    private static class Contrast
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<SpectralContrastOptions>("spectral_contrast", new(),
            [.. OptionFields.Stft<SpectralContrastOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("n_bands", o => OptionText.Of(o.OctaveBands), (o, v) => o with { OctaveBands = OptionText.Integer(v) }),
                new("fmin", o => OptionText.Of(o.MinFrequencyHz), (o, v) => o with { MinFrequencyHz = OptionText.Number(v) }),
                new("quantile", o => OptionText.Of(o.Quantile), (o, v) => o with { Quantile = OptionText.Number(v) }),
                new("linear", o => OptionText.Of(o.Linear), (o, v) => o with { Linear = OptionText.Truth(v) })],
            (p, o) => p.Contrast(o));
    }

    private static class Centroid
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<SpectralCentroidOptions>("spectral_centroid", new(),
            OptionFields.Stft<SpectralCentroidOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
            (p, o) => p.Row(o.Stft, o, () => new SpectralCentroidFeature(o.Stft, p.SampleRateHz)));
    }

    private static class Bandwidth
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<SpectralBandwidthOptions>("spectral_bandwidth", new(),
            [.. OptionFields.Stft<SpectralBandwidthOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("norm", o => OptionText.Of(o.Normalized), (o, v) => o with { Normalized = OptionText.Truth(v) }),
                new("p", o => OptionText.Of(o.Power), (o, v) => o with { Power = OptionText.Number(v) })],
            (p, o) => p.Row(o.Stft, o, () => new SpectralBandwidthFeature(o, p.SampleRateHz)));
    }

    private static class Rolloff
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<SpectralRolloffOptions>("spectral_rolloff", new(),
            [.. OptionFields.Stft<SpectralRolloffOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("roll_percent", o => OptionText.Of(o.RollPercent), (o, v) => o with { RollPercent = OptionText.Number(v) })],
            (p, o) => p.Row(o.Stft, o, () => new SpectralRolloffFeature(o, p.SampleRateHz)));
    }

    private static class Flatness
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<SpectralFlatnessOptions>("spectral_flatness", new(),
            [.. OptionFields.Stft<SpectralFlatnessOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("amin", o => OptionText.Of(o.LeastPower), (o, v) => o with { LeastPower = OptionText.Number(v) }),
                new("power", o => OptionText.Of(o.Power), (o, v) => o with { Power = OptionText.Number(v) })],
            (p, o) => p.Row(o.Stft, o, () => new SpectralFlatnessFeature(o)));
    }

    private static class Rms
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<RmsOptions>("rms", new(),
            [new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
                new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
                new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) }),
                new("pad_mode", o => OptionFields.PadText(o.Padding), (o, v) => o with { Padding = OptionFields.PadOf(v) })],
            (p, o) => p.Row(o.Framing, o, () => new RmsFeature(o.FrameSamples, p.Width)));
    }

    private static class ZeroCrossings
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<ZeroCrossingRateOptions>("zero_crossing_rate", new(),
            [new("frame_length", o => OptionText.Of(o.FrameSamples), (o, v) => o with { FrameSamples = OptionText.Integer(v) }),
                new("hop_length", o => OptionText.Of(o.HopSamples), (o, v) => o with { HopSamples = OptionText.Integer(v) }),
                new("center", o => OptionText.Of(o.Center), (o, v) => o with { Center = OptionText.Truth(v) })],
            (p, o) => p.Row(o.Framing, o, () => new ZeroCrossingFeature(o.FrameSamples, p.Width)));
    }

    private static class Tuning
    {
        public static readonly FeatureDefinition Value = new FeatureDefinition<TuningOptions>("tuning", new(),
            [.. OptionFields.Stft<TuningOptions>(o => o.Stft, (o, s) => o with { Stft = s }),
                new("resolution", o => OptionText.Of(o.Resolution), (o, v) => o with { Resolution = OptionText.Number(v) }),
                new("bins_per_octave", o => OptionText.Of(o.BinsPerOctave), (o, v) => o with { BinsPerOctave = OptionText.Integer(v) })],
            (p, o) => new TuningFeature(p.Peaks(o.Stft, ofPower: false), o));
    }
}
