using Undertone.Recognition.Hearing;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers from what a model makes of clips, with or without knowing the voice.</summary>
internal sealed class Answers(ModelManifest manifest, ModelVoices voices)
{
    /// <summary>The answer for a clip or a part of one.</summary>
    public SegmentPrediction Of(SeenClip seen, RecordingQuality quality, KnownVoice? known) =>
        Of(seen, Scores(seen, known), quality, known);

    /// <summary>The answer for a clip or a part of one that has scores.</summary>
    public SegmentPrediction Of(SeenClip seen, EmotionScores scores, RecordingQuality quality, KnownVoice? known)
    {
        var speech = seen.Probabilities is not null;
        var best = scores.Count > 0 ? scores.ArgMax() : -1;
        var (emotion, confidence) = speech && best >= 0 ? (manifest.Labels[best], scores[best].Value) : (null, 0);
        var low = confidence < (known is null ? manifest.UncertainBelow : voices.Head.Settings.UncertainBelow);
        string[] because = speech ? [.. Reasons(low, quality)] : [];
        return new SegmentPrediction(seen.StartSeconds, seen.EndSeconds, speech, emotion, confidence, because.Length > 0, scores)
        {
            UncertainBecause = because,
            Dimensions = seen.Dimensions,
            Voice = known?.Used,
        };
    }

    /// <summary>The scores of a clip; all the same where nobody speaks.</summary>
    public EmotionScores Scores(SeenClip seen, KnownVoice? known) => new(manifest.Labels, Probabilities(seen, known));

    private float[] Probabilities(SeenClip seen, KnownVoice? known)
    {
        if (seen.Probabilities is not null && known is null) return seen.Probabilities;
        var probabilities = new float[manifest.Labels.Count];
        if (seen.Probabilities is null) Array.Fill(probabilities, 1f / probabilities.Length);
        else voices.Head.Predict(seen.Embedding, known!.Center, known.Voice.Clips, seen.Unscaled, probabilities);
        return probabilities;
    }

    private static IEnumerable<string> Reasons(bool low, RecordingQuality quality) => low
        ? quality.Flags.Select(QualityFlags.Word).Prepend(EmotionRecognizer.LowConfidence)
        : quality.Flags.Select(QualityFlags.Word);
}
