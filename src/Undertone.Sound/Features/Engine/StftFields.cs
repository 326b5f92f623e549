namespace Undertone.Sound.Features.Engine;

/// <summary>The options of frames and their transform under librosa's names, as part of a feature's options.</summary>
internal static class StftFields
{
    private static readonly (string, WindowFunction)[] WindowWords =
    [
        ("hann", WindowFunction.Hann), ("hamming", WindowFunction.Hamming), ("blackman", WindowFunction.Blackman),
        ("boxcar", WindowFunction.Boxcar), ("ones", WindowFunction.Boxcar),
    ];

    private static readonly (string, PadMode)[] PadWords =
        [("constant", PadMode.Constant), ("edge", PadMode.Edge), ("reflect", PadMode.Reflect)];

    public static OptionField<T>[] Of<T>(Func<T, StftOptions> get, Func<T, StftOptions, T> with) =>
    [
        new("n_fft", o => OptionText.Of(get(o).FftSamples), (o, v) => with(o, get(o) with { FftSamples = OptionText.Integer(v) })),
        new("hop_length", o => OptionText.Of(get(o).HopSamples), (o, v) => with(o, get(o) with { HopSamples = OptionText.Integer(v) })),
        new(
            "win_length",
            o => OptionText.Of(get(o).WindowSamples),
            (o, v) => with(o, get(o) with { WindowSamples = OptionText.IntegerOrNone(v) })),
        new(
            "window",
            o => OptionText.Of(get(o).Window, WindowWords),
            (o, v) => with(o, get(o) with { Window = OptionText.Word(v, WindowWords) })),
        new("center", o => OptionText.Of(get(o).Center), (o, v) => with(o, get(o) with { Center = OptionText.Truth(v) })),
        new("pad_mode", o => PadText(get(o).Padding), (o, v) => with(o, get(o) with { Padding = ReadPad(v) })),
    ];

    public static string PadText(PadMode mode) => OptionText.Of(mode, PadWords);

    public static PadMode ReadPad(OptionValue value) => OptionText.Word(value, PadWords);
}
