using Undertone.Recognition.Emotions;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Reports;

/// <summary>The mistakes that the model was surest of, each with a picture of its sound and, where asked for, the sound.</summary>
internal static class MistakesSection
{
    public static void Write(MarkupWriter page, LabelSet labels, IReadOnlyList<Mistake> mistakes)
    {
        var shown = mistakes.Where(m => m.Shown).ToArray();
        if (shown.Length == 0) return;
        page.OpenSection(
            "mistakes", $"The {shown.Length} most confident mistakes",
            "Waveform above, mel spectrogram below. Wrong labels, odd recordings and confusions of the model show here first.");
        page.Open("ol", ("class", "mistakes"));
        foreach (var mistake in shown) WriteOne(page, labels, mistake);
        page.Close().Close();
    }

    private static void WriteOne(MarkupWriter page, LabelSet labels, Mistake mistake)
    {
        var (t, u) = (mistake.Tested, mistake.Tested.Utterance);
        page.Open("li").Open("p").Element("strong", labels[t.Predicted]).Text($" with {ScoreText.Percent(t.Confidence)}, in truth ")
            .Element("strong", labels[t.Truth]).Text($" ({ScoreText.Percent(t.Probabilities[t.Truth])})").Close();
        page.Open("p", ("class", "file")).Element("bdi", u.RelativePath).Text(u.Span.Length > 0 ? " \u00b7 " + u.Span : "").Text(" \u00b7 ")
            .Element("bdi", u.SpeakerKey).Text(u.Sex is { } sex ? " \u00b7 " + sex : "")
            .Text(u.Intensity is { } intensity ? " \u00b7 " + intensity : "").Close();
        if (mistake.Clip is { } clip)
        {
            page.OpenFigure(FormattableString.Invariant($"mistake-{mistake.Number}"));
            Picture(page, clip);
            page.Close();
            if (mistake.Embedded)
            {
                page.Open(
                    "audio", ("controls", "controls"), ("preload", "none"), ("id", mistake.ClipId), ("src", mistake.AudioUri()),
                    ("aria-label", "Listen to " + u.RelativePath)).Close();
            }
        }
        else
        {
            page.Element("p", "The audio file could not be read any more, so there is no picture.", ("class", "hint"));
        }

        page.Close();
    }

    private static void Picture(MarkupWriter page, AudioClip clip)
    {
        const double Left = 50, Width = 302;
        page.Open(
            "svg", ("viewBox", "0 0 360 214"), ("role", "img"),
            ("aria-label", FormattableString.Invariant($"Waveform and mel spectrogram, {clip.DurationSeconds:0.0} seconds")));
        var time = Axis.Linear("seconds", 0, clip.DurationSeconds, 5);
        var reach = FeaturePicture.Reach(clip);
        var wave = new Panel(page, new Frame(Left, 4, Width, 46), time, Axis.AroundZero("", reach, 2));
        wave.DrawWaveform(clip.Samples, clip.SampleRateHz);
        wave.DrawAxes(labelX: false);
        var spec = FeatureCatalog.Parse("melspectrogram_db", new Dictionary<string, string> { ["n_mels"] = "80" });
        var view = FeatureView.Of(clip, spec, new PictureOptions());
        var (low, high) = view.ColorRange();
        var mel = new Panel(page, new Frame(Left, 58, Width, 116), time, view.Rows);
        mel.DrawImage(
            HeatMap.ImageUri(view.Matrix.Values, view.Matrix.Bands, view.RowEdges, low, high, ColorMap.Of("magma")),
            -0.5 * view.FrameSeconds, (view.Matrix.Frames - 0.5) * view.FrameSeconds);
        mel.DrawAxes(42);
        page.Close();
    }
}
