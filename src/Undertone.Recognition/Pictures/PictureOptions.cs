namespace Undertone.Recognition.Pictures;

/// <summary>How a picture of a feature is drawn.</summary>
public sealed record PictureOptions
{
    /// <summary>Pixels across, 300 to 10,000. Default 1000.</summary>
    public int WidthPixels { get; init; } = 1000;

    /// <summary>Pixels down, 160 to 10,000. Default 420.</summary>
    public int HeightPixels { get; init; } = 420;

    /// <summary>The colours of values: <c>magma</c> (default) or <c>viridis</c>.</summary>
    public string ColorMap { get; init; } = "magma";

    /// <summary>
    /// The frequency axis of a spectrogram: <c>linear</c> (default), <c>log</c> or <c>mel</c>. A mel spectrogram's axis is always mel.
    /// </summary>
    public string FrequencyAxis { get; init; } = "linear";

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or a name is unknown.</exception>
    public void Validate()
    {
        if (WidthPixels is < 300 or > 10_000)
            throw new ArgumentException($"The width is {WidthPixels} pixels; it has to be from 300 to 10000.");
        if (HeightPixels is < 160 or > 10_000)
            throw new ArgumentException($"The height is {HeightPixels} pixels; it has to be from 160 to 10000.");
        if (!Pictures.ColorMap.Names.Contains(ColorMap))
            throw new ArgumentException($"There is no colour map '{ColorMap}'; there are: {string.Join(", ", Pictures.ColorMap.Names)}.");
        if (FrequencyAxis is not ("linear" or "log" or "mel"))
            throw new ArgumentException($"'{FrequencyAxis}' is no frequency axis; there are: linear, log, mel.");
    }
}
