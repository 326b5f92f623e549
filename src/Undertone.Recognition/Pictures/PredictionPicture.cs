using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;
using Undertone.Sound.Features;

namespace Undertone.Recognition.Pictures;

/// <summary>Draws what a model heard on one sheet: the waveform, the mel spectrogram, and a bar for each emotion.</summary>
public static class PredictionPicture
{
    private const double Width = 1000;
    private const double Left = 88;
    private const double PanelWidth = Width - Left - 92;
    private const double BarsTop = 512;
    private const double BarStep = 26;

    /// <summary>Draws the sheet.</summary>
    /// <param name="clip">The audio.</param>
    /// <param name="prediction">The answer for it.</param>
    /// <param name="title">What the clip is called.</param>
    /// <returns>The SVG, 1000 pixels wide.</returns>
    public static string Draw(AudioClip clip, EmotionPrediction prediction, string title)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = prediction.Emotion is { } emotion
            ? FormattableString.Invariant($"{emotion} {prediction.Confidence * 100:0.0} %") + (prediction.Uncertain ? " (uncertain)" : "")
            : "no speech";
        return Sheet.Draw(Width, BarsTop + (BarStep * prediction.Scores.Count) + 20, $"{title}: {answer}", svg =>
        {
            FeaturePicture.DrawWaveform(svg, clip, new Frame(Left, 36, PanelWidth, 130), labelX: false);
            var look = new PictureOptions();
            var view = FeatureView.Of(clip, FeatureCatalog.Parse("melspectrogram_db"), look);
            FeaturePicture.Draw(svg, view, clip, new Frame(Left, 182, PanelWidth, 270), look);
            Bars(svg, prediction);
        });
    }

    private static void Bars(MarkupWriter svg, EmotionPrediction prediction)
    {
        const double From = 150, Full = 720;
        for (var i = 0; i < prediction.Scores.Count; i++)
        {
            var (label, score) = prediction.Scores[i];
            var top = BarsTop + (BarStep * i);
            var style = label == prediction.Emotion ? "bar" : "rest";
            svg.Element("text", label, ("class", "label y"), ("x", From - 8), ("y", top + 15));
            svg.Empty("rect", ("class", style), ("x", From), ("y", top + 2), ("width", Math.Max(1, Full * score)), ("height", BarStep - 8));
            svg.Element(
                "text", FormattableString.Invariant($"{score * 100:0.0} %"), ("class", "label"), ("x", From + (Full * score) + 8),
                ("y", top + 15));
        }
    }
}
