namespace Undertone.Recognition.Pictures;

/// <summary>How a picture of a feature is drawn.</summary>
public sealed record PictureOptions
{
    private const string Automatic = "auto";
    private static readonly string[] Maps = [Automatic, .. Pictures.ColorMap.Names, Pictures.ColorMap.Diverging];

    /// <summary>Pixels across, 300 to 10,000. Default 1000.</summary>
    public int WidthPixels { get; init; } = 1000;

    /// <summary>Pixels down, 160 to 10,000. Default 420.</summary>
    public int HeightPixels { get; init; } = 420;

    /// <summary>
    /// The colours of values: <c>auto</c> (default) takes <c>blue-red</c> around 0 for features of both signs (mfcc and its derivatives,
    /// tonnetz) and <c>magma</c> for all others; <c>viridis</c> is the other one that rises from dark to light.
    /// </summary>
    public string ColorMap { get; init; } = Automatic;

    /// <summary>
    /// The frequency axis of a spectrogram: <c>linear</c> (default), <c>log</c> or <c>mel</c>. A mel spectrogram's axis is always mel.
    /// </summary>
    public string FrequencyAxis { get; init; } = "linear";

    /// <summary>Whether frequencies are written in kHz. Default false: in Hz.</summary>
    public bool Kilohertz { get; init; }

    /// <summary>The highest frequency of a spectrogram or mel spectrogram, in Hz, above 0; null, the default, for all.</summary>
    public double? HighestHz { get; init; }

    /// <summary>Where the picture begins, in seconds; null, the default, for the beginning.</summary>
    public double? FromSeconds { get; init; }

    /// <summary>Where the picture ends, in seconds; null, the default, for the end.</summary>
    public double? ToSeconds { get; init; }

    /// <summary>
    /// How many of the first rows of a feature are left out, such as 1 for mfcc without the coefficient of loudness. Default 0.
    /// </summary>
    public int Skip { get; init; }

    /// <summary>Whether the pitch (f0) is drawn over a spectrogram or mel spectrogram. Default false.</summary>
    public bool Pitch { get; init; }

    /// <summary>Whether bars above the picture say where somebody speaks. Default false.</summary>
    public bool Speech { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or a name is unknown.</exception>
    public void Validate()
    {
        if (WidthPixels is < 300 or > 10_000)
            throw new ArgumentException($"The width is {WidthPixels} pixels; it has to be from 300 to 10000.");
        if (HeightPixels is < 160 or > 10_000)
            throw new ArgumentException($"The height is {HeightPixels} pixels; it has to be from 160 to 10000.");
        if (!Maps.Contains(ColorMap))
            throw new ArgumentException($"There is no colour map '{ColorMap}'; there are: {string.Join(", ", Maps)}.");
        if (HighestHz is { } hz && !(hz > 0 && double.IsFinite(hz)))
            throw new ArgumentException(FormattableString.Invariant($"The highest frequency is {hz} Hz; it has to be above 0."));
        if (FromSeconds is { } from && !(from >= 0 && double.IsFinite(from)))
            throw new ArgumentException(FormattableString.Invariant($"The picture begins at {from} s; it has to begin at 0 or later."));
        if (ToSeconds is { } to && !(to > (FromSeconds ?? 0) && double.IsFinite(to)))
            throw new ArgumentException(FormattableString.Invariant($"The picture ends at {to} s; it has to end behind its beginning."));
        if (Skip < 0) throw new ArgumentException($"{Skip} rows cannot be left out; give 0 or more.");
        if (FrequencyAxis is not ("linear" or "log" or "mel"))
            throw new ArgumentException($"'{FrequencyAxis}' is no frequency axis; there are: linear, log, mel.");
    }

    /// <summary>The colours for a feature.</summary>
    internal byte[] Palette(bool signed) =>
        Pictures.ColorMap.Of(ColorMap != Automatic ? ColorMap : signed ? Pictures.ColorMap.Diverging : "magma");
}
