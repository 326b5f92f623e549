using Undertone.Recognition.Hearing;
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
        ["waveform", "spectrogram", .. FeatureCatalog.Names.Where(n => n is not ("waveform" or "tuning" or "egemaps"))];

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
        clip = Cut(clip, options);
        if (feature == "waveform")
        {
            Check(feature, isFrequency: false, options);
            if (featureOptions is { Count: > 0 })
                throw new FeatureOptionException($"waveform has no options, so {featureOptions.Keys.First()} cannot be set.");
            return DrawWaveform(clip, title, options);
        }

        var spec = FeatureCatalog.Parse(feature == "spectrogram" ? "stft_magnitude" : feature, featureOptions);
        var view = FeatureView.Of(clip, spec, options);
        Check(feature, view.IsFrequency, options);
        return Sheet.Draw(options.WidthPixels, options.HeightPixels, $"{title}: {feature}{spec.ToString()[spec.Name.Length..]}", svg =>
        {
            var isLine = view.RowEdges.Length == 0;
            var (left, top) = (LeftOf(view.Rows), TopOf(options));
            var width = options.WidthPixels - left - (isLine ? 20 : 92);
            var frame = new Frame(left, top, width, options.HeightPixels - top - Bottom);
            Draw(svg, view, clip, frame, options);
            if (options.Speech) SpeechBars(svg, clip, frame, options);
        });
    }

    /// <summary>Draws a view into a rectangle, with its colour bar right of it.</summary>
    internal static void Draw(MarkupWriter svg, FeatureView view, AudioClip clip, Frame frame, PictureOptions options)
    {
        var start = options.FromSeconds ?? 0;
        var panel = new Panel(svg, frame, TimeAxis(start, clip.DurationSeconds, frame.Width), view.Rows);
        var room = frame.Left - 14;
        if (view.RowEdges.Length == 0)
        {
            panel.DrawGrid();
            panel.DrawLine(view.Matrix.Values, i => start + (i * view.FrameSeconds));
            panel.DrawAxes(room);
            return;
        }

        var (low, high) = view.ColorRange();
        var palette = options.Palette(view.Signed);
        var uri = HeatMap.ImageUri(view.Matrix.Values, view.Matrix.Bands, view.RowEdges, low, high, palette);
        panel.DrawImage(uri, start - (0.5 * view.FrameSeconds), start + ((view.Matrix.Frames - 0.5) * view.FrameSeconds));
        if (options.Pitch) DrawPitch(panel, view.Rows, clip, start);
        panel.DrawAxes(room);
        Sheet.DrawColorBar(svg, frame.Left + frame.Width + 12, frame.Top, frame.Height, low, high, view.Unit, palette);
    }

    /// <summary>Draws samples into a rectangle, with equal room above and below zero.</summary>
    internal static void DrawWaveform(MarkupWriter svg, AudioClip clip, Frame frame, bool labelX = true, double start = 0)
    {
        var panel = new Panel(
            svg, frame, TimeAxis(start, clip.DurationSeconds, frame.Width),
            Axis.AroundZero("amplitude", Reach(clip), frame.Height > 120 ? 6 : 2));
        panel.DrawGrid();
        panel.DrawWaveform(clip.Samples, clip.SampleRateHz, start);
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
        {
            var top = TopOf(options);
            var frame = new Frame(Left, top, options.WidthPixels - Left - 20, options.HeightPixels - top - Bottom);
            DrawWaveform(svg, clip, frame, start: options.FromSeconds ?? 0);
            if (options.Speech) SpeechBars(svg, clip, frame, options);
        });

    /// <summary>Refuses options that the feature has no use for.</summary>
    private static void Check(string feature, bool isFrequency, PictureOptions options)
    {
        if (!isFrequency && (options.HighestHz is not null || options.Pitch || options.Kilohertz))
            throw new ArgumentException($"{feature} is not drawn over frequencies, which the picture's options ask for.");
        if ((isFrequency || feature == "waveform") && options.Skip > 0)
            throw new ArgumentException($"{feature} has no numbered rows that could be left out.");
    }

    /// <summary>The part of a clip that the picture shows.</summary>
    private static AudioClip Cut(AudioClip clip, PictureOptions options)
    {
        if (options.FromSeconds is null && options.ToSeconds is null) return clip;
        var from = (options.FromSeconds ?? 0) * clip.SampleRateHz;
        if (from >= clip.Samples.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"the picture begins at {options.FromSeconds} s, and the audio ends at {clip.DurationSeconds:0.###} s."));
        }

        var to = Math.Min(clip.Samples.Length, Math.Round((options.ToSeconds ?? double.PositiveInfinity) * clip.SampleRateHz));
        return new AudioClip(clip.Samples[(int)from..Math.Max((int)from + 1, (int)to)], clip.SampleRateHz);
    }

    /// <summary>The pitch as a light line on a dark one, which is seen on every colour.</summary>
    private static void DrawPitch(Panel panel, Axis rows, AudioClip clip, double start)
    {
        var spec = FeatureCatalog.Parse("pyin", new Dictionary<string, string> { ["fmin"] = "65", ["fmax"] = "600" });
        var values = new FeatureExtractor([spec], clip.SampleRateHz).Extract(clip.Samples)[0].Values;
        var seen = Array.ConvertAll(values, v => v >= rows.Low && v <= rows.High ? v : float.NaN);
        var frameSeconds = new SpecOptions(spec).Number("hop_length", 512) / clip.SampleRateHz;
        foreach (var style in (ReadOnlySpan<string>)["under", "pitch"]) panel.DrawLine(seen, i => start + (i * frameSeconds), style);
    }

    /// <summary>Bars above the frame where somebody speaks.</summary>
    private static void SpeechBars(MarkupWriter svg, AudioClip clip, Frame frame, PictureOptions options)
    {
        var start = options.FromSeconds ?? 0;
        var axis = TimeAxis(start, clip.DurationSeconds, frame.Width);
        svg.Element("text", "speech", ("class", "label y"), ("x", frame.Left - 7), ("y", frame.Top - 8));
        foreach (var span in SpeechSpans.Find(SpeechDetector.Default.Probabilities(clip), clip.DurationSeconds))
        {
            var (from, to) = (axis.Place(start + span.StartSeconds), axis.Place(start + span.EndSeconds));
            svg.Empty(
                "rect", ("class", "speech"), ("x", frame.Left + (from * frame.Width)), ("y", frame.Top - 15),
                ("width", (to - from) * frame.Width), ("height", 7.0));
        }
    }

    private static double TopOf(PictureOptions options) => options.Speech ? Top + 20 : Top;

    /// <summary>Room for the longest name of a row and the name of the axis.</summary>
    private static double LeftOf(Axis rows) =>
        Math.Max(Left, rows.Ticks.Select(t => TextWidth.Of(t.Label)).DefaultIfEmpty(0).Max() + 36);

    private static Axis TimeAxis(double start, double durationSeconds, double width) =>
        Axis.Linear("seconds", start, start + durationSeconds, (int)Math.Clamp(width / 90, 2, 20));
}
