using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Pictures;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Reports;

/// <summary>The mistakes that the model was surest of, each with a picture of its sound and, where asked for, the sound.</summary>
internal static class MistakesSection
{
    private const int SpokenRateHz = 16_000;

    public static void Write(MarkupWriter page, ReportData data)
    {
        var e = data.Evaluation;
        var mistakes = e.Tested.Where(t => t.Predicted != t.Truth)
            .OrderByDescending(t => t.Confidence).ThenBy(t => t.Utterance.Corpus, StringComparer.Ordinal)
                .ThenBy(t => t.Utterance.RelativePath, StringComparer.Ordinal)
            .Take(data.Mistakes).ToArray();
        if (mistakes.Length == 0) return;
        page.OpenSection(
            "mistakes", $"The {mistakes.Length} most confident mistakes",
            "Waveform above, mel spectrogram below. Wrong labels, odd recordings and confusions of the model show here first.");
        page.Open("ol", ("class", "mistakes"));
        foreach (var mistake in mistakes) WriteOne(page, e.Labels, mistake, data.EmbedAudio);
        page.Close().Close();
    }

    private static void WriteOne(MarkupWriter page, LabelSet labels, TestedUtterance t, bool embedAudio)
    {
        page.Open("li").Open("p").Element("strong", labels[t.Predicted]).Text($" with {ScoreText.Percent(t.Confidence)}, in truth ")
            .Element("strong", labels[t.Truth]).Text($" ({ScoreText.Percent(t.Probabilities[t.Truth])})").Close();
        page.Open("p", ("class", "file")).Element(
            "bdi", t.Utterance.RelativePath).Text(t.Utterance.Span is { Length: > 0 } span ? " \u00b7 " + span
                : "").Text(" \u00b7 ").Element("bdi",
            t.Utterance.SpeakerKey).Text(t.Utterance.Sex is { } sex ? " \u00b7 " + sex
                : "").Text(t.Utterance.Intensity is { } intensity ? " \u00b7 " + intensity
                : "").Close();
        if (TryLoad(t.Utterance) is { } clip)
        {
            Picture(page, clip);
            if (embedAudio)
            {
                page.Open(
                    "audio", ("controls", "controls"), ("preload", "none"),
                    ("src", "data:audio/wav;base64," + Convert.ToBase64String(Wav(clip))),
                    ("aria-label", "Listen to " + t.Utterance.RelativePath)).Close();
            }
        }
        else
        {
            page.Element("p", "The audio file could not be read any more, so there is no picture.", ("class", "hint"));
        }

        page.Close();
    }

    private static AudioClip? TryLoad(Utterance utterance)
    {
        try
        {
            return UtteranceAudio.Load(utterance);
        }
        catch (Exception e) when (e is AudioFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Picture(MarkupWriter page, AudioClip clip)
    {
        const double Left = 50, Width = 302;
        page.Open(
            "svg", ("viewBox", "0 0 360 214"), ("role", "img"),
            ("aria-label", FormattableString.Invariant($"Waveform and mel spectrogram, {clip.DurationSeconds:0.0} seconds")));
        var time = Axis.Linear("seconds", 0, clip.DurationSeconds, 5);
        var reach = FeaturePicture.Reach(clip);
        var wave = new Panel(page, new Frame(Left, 4, Width, 46), time, Axis.Linear("", -reach, reach, 2));
        wave.DrawWaveform(clip.Samples, clip.SampleRateHz);
        wave.DrawAxes(labelX: false);
        var spec = FeatureCatalog.Parse("melspectrogram_db", new Dictionary<string, string> { ["n_mels"] = "80" });
        var view = FeatureView.Of(clip, spec, "mel");
        var (low, high) = HeatMap.Range(view.Matrix.Values);
        var mel = new Panel(page, new Frame(Left, 58, Width, 116), time, view.Rows);
        mel.DrawImage(
            HeatMap.ImageUri(view.Matrix.Values, view.Matrix.Bands, view.RowEdges, low, high, ColorMap.Of("magma")),
            -0.5 * view.FrameSeconds, (view.Matrix.Frames - 0.5) * view.FrameSeconds);
        mel.DrawAxes(42);
        page.Close();
    }

    private static byte[] Wav(AudioClip clip)
    {
        using var bytes = new MemoryStream();
        WavWriter.Write(bytes, clip.Resample(SpokenRateHz));
        return bytes.ToArray();
    }
}
