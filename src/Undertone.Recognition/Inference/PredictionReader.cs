using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers from the JSON that <see cref="PredictionJson"/> writes. Keys that it does not know are passed over.</summary>
internal static class PredictionReader
{
    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    public static FilePrediction File(SavedJson json)
    {
        var error = json.ObjectOrNone("error") is { } e ? new PredictionError(e.Text("code"), e.Text("message")) : null;
        return new FilePrediction(json.Text("file"), error is null ? Prediction(json) : null, error)
        {
            Channel = json.Has("channel") ? json.WholeNumber("channel", 1) : null,
        };
    }

    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    public static EmotionPrediction Prediction(SavedJson json) => new(
        json.Number("durationSeconds", null, 0), json.Flag("speech"), json.TextOrNone("emotion"), Share(json, "confidence"),
        json.Flag("uncertain"), ScoresOrNone(json))
    {
        UncertainBecause = json.Texts("uncertainBecause"),
        Dimensions = Dimensions(json),
        Quality = json.ObjectOrNone("quality") is { } quality ? Quality(quality) : null,
        Voice = Voice(json),
        Text = json.TextOrNone("text"),
        Segments = json.Has("segments") ? [.. json.Objects("segments").Select(Segment)] : null,
        Interrupted = json.FlagOrNone("interrupted") ?? false,
    };

    /// <exception cref="DamagedJsonException">A value is missing, of another kind or impossible.</exception>
    public static SegmentPrediction Segment(SavedJson json) => new(
        json.Number("startSeconds", null, 0), json.Number("endSeconds", null, 0), json.Flag("speech"), json.TextOrNone("emotion"),
        Share(json, "confidence"), json.Flag("uncertain"), ScoresOrNone(json))
    {
        Speaker = json.TextOrNone("speaker"),
        Dimensions = Dimensions(json),
        UncertainBecause = json.Texts("uncertainBecause"),
        Voice = Voice(json),
        Text = json.TextOrNone("text"),
    };

    /// <exception cref="DamagedJsonException">There are fewer than two labels, an empty one, or a value that is no probability.</exception>
    public static EmotionScores Scores(SavedJson json)
    {
        var labels = json.Json.Select(s => s.Key).ToArray();
        if (labels.Length < 2) throw new DamagedJsonException(json.Place, "expected two labels or more");
        if (labels.Any(string.IsNullOrWhiteSpace)) throw new DamagedJsonException(json.Place, "a label is empty");
        return new EmotionScores(new LabelSet(labels), [.. labels.Select(l => Share(json, l))]);
    }

    /// <summary>The scores of an answer; none where it is one on dimensions alone.</summary>
    private static EmotionScores ScoresOrNone(SavedJson json)
    {
        var scores = json.Object("scores");
        var alone = scores.Json.Count == 0 && (json.Has("dimensions") || !json.Flag("speech"));
        return alone ? new EmotionScores(LabelSet.None, Array.Empty<double>()) : Scores(scores);
    }

    private static EmotionDimensions? Dimensions(SavedJson json) => json.ObjectOrNone("dimensions") is { } own
        ? new EmotionDimensions(own.Json.Select(d => KeyValuePair.Create(d.Key, own.Number(d.Key))))
        : null;

    private static double Share(SavedJson json, string key) => json.Number(key, null, 0, 1);

    private static UsedVoice? Voice(SavedJson json) =>
        json.ObjectOrNone("voice") is { } voice ? new UsedVoice(voice.Text("name"), voice.WholeNumber("clips", 1)) : null;

    private static RecordingQuality Quality(SavedJson json) => new(
        json.Number("speechSeconds", null, 0), json.NumberOrNone("levelDb"), Share(json, "clippedShare"), json.NumberOrNone("snrDb"),
        json.Number("bandwidthHz", null, 0))
    {
        Flags = [.. json.Texts("flags").Select(Flag)],
    };

    private static QualityFlag Flag(string word) =>
        Enum.GetValues<QualityFlag>().Where(f => f.Word() == word).Select(f => (QualityFlag?)f).FirstOrDefault()
        ?? throw new DamagedJsonException("quality.flags", $"'{word}' is no flag");
}
