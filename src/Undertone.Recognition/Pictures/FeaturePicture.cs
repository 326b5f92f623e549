using Undertone.Sound.Audio;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Engine;

namespace Undertone.Recognition.Pictures;

/// <summary>
/// Draws features of audio as SVG, with axes in seconds, Hz, note names and dB as librosa.display has them: coloured cells with a colour
/// bar, or a line where a feature has one value a frame. The picture carries all in itself.
/// </summary>
public static class FeaturePicture
{
    private const double Left = 88;
    private const double Top = 36;
    private const double Bottom = 46;

    /// <summary>
    /// What can be drawn: <c>waveform</c>, <c>spectrogram</c> (the magnitude of the Fourier transform in dB below its maximum), and every
    /// feature that is more than one number.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        ["waveform", "spectrogram", .. FeatureCatalog.Names.Where(n => n is not ("waveform" or "tuning"))];

    /// <summary>Draws a feature of a clip.</summary>
    /// <param name="clip">The audio.</param>
    /// <param name="feature">One of <see cref="Names"/>.</param>
    /// <param name="title">What the clip is called in the picture's title.</param>
    /// <param name="featureOptions">librosa's parameter names with their values, or null for the defaults.</param>
    /// <param name="options">How it looks, or null for the defaults.</param>
    /// <returns>The SVG.</returns>
    /// <exception cref="FeatureOptionException">The feature or one of its options is unknown.</exception>
    /// <exception cref="ArgumentException">
    /// The clip is empty or too short for the feature, or an option of the picture is out of range.
    /// </exception>
    public static string Draw(
        AudioClip clip, string feature, string title, IReadOnlyDictionary<string, string>? featureOptions = null,
        PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(feature);
        options ??= new PictureOptions();
        options.Validate();
        if (feature == "waveform")
        {
            if (featureOptions is { Count: > 0 })
                throw new FeatureOptionException($"waveform has no options, so {featureOptions.Keys.First()} cannot be set.");
            return DrawWaveform(clip, title, options);
        }

        var spec = FeatureCatalog.Parse(feature == "spectrogram" ? "stft_magnitude" : feature, featureOptions);
        var view = FeatureView.Of(clip, spec, options.FrequencyAxis);
        return Sheet.Draw(options.WidthPixels, options.HeightPixels, $"{title}: {feature}{spec.ToString()[spec.Name.Length..]}", svg =>
        {
            var isLine = view.RowEdges.Length == 0;
            var width = options.WidthPixels - Left - (isLine ? 20 : 92);
            Draw(
                svg, view, clip.DurationSeconds, new Frame(Left, Top, width, options.HeightPixels - Top - Bottom),
                ColorMap.Of(options.ColorMap));
        });
    }

    /// <summary>Draws a view into a rectangle, with its colour bar right of it.</summary>
    internal static void Draw(MarkupWriter svg, FeatureView view, double durationSeconds, Frame frame, byte[] palette)
    {
        var panel = new Panel(svg, frame, TimeAxis(durationSeconds, frame.Width), view.Rows);
        if (view.RowEdges.Length == 0)
        {
            panel.DrawGrid();
            panel.DrawLine(view.Matrix.Values, i => i * view.FrameSeconds);
            panel.DrawAxes(68);
            return;
        }

        var (low, high) = HeatMap.Range(view.Matrix.Values);
        if (Math.Abs(high) < 0.01) high = 0;
        var uri = HeatMap.ImageUri(view.Matrix.Values, view.Matrix.Bands, view.RowEdges, low, high, palette);
        panel.DrawImage(uri, -0.5 * view.FrameSeconds, (view.Matrix.Frames - 0.5) * view.FrameSeconds);
        panel.DrawAxes(74);
        Sheet.DrawColorBar(svg, frame.Left + frame.Width + 12, frame.Top, frame.Height, low, high, view.Unit, palette);
    }

    /// <summary>Draws samples into a rectangle, with equal room above and below zero.</summary>
    internal static void DrawWaveform(MarkupWriter svg, AudioClip clip, Frame frame, bool labelX = true)
    {
        var reach = Reach(clip);
        var panel = new Panel(
            svg, frame, TimeAxis(clip.DurationSeconds, frame.Width), Axis.Linear("amplitude", -reach, reach, frame.Height > 120 ? 6 : 2));
        panel.DrawGrid();
        panel.DrawWaveform(clip.Samples, clip.SampleRateHz);
        panel.DrawAxes(68, labelX);
    }

    /// <summary>Where the amplitude axis ends: a little above the loudest sample.</summary>
    internal static double Reach(AudioClip clip)
    {
        var peak = 0f;
        foreach (var s in clip.Samples) peak = Math.Max(peak, Math.Abs(s));
        return peak > 0 ? peak * 1.05 : 1;
    }

    private static string DrawWaveform(AudioClip clip, string title, PictureOptions options) =>
        Sheet.Draw(options.WidthPixels, options.HeightPixels, $"{title}: waveform", svg =>
            DrawWaveform(svg, clip, new Frame(Left, Top, options.WidthPixels - Left - 20, options.HeightPixels - Top - Bottom)));

    private static Axis TimeAxis(double durationSeconds, double width) =>
        Axis.Linear("seconds", 0, durationSeconds, (int)Math.Clamp(width / 90, 2, 20));
}
