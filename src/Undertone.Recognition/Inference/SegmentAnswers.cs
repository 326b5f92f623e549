using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers for the segments of one recording, in order: what a model saw in them, smoothed.</summary>
/// <param name="answers">Answers of the model.</param>
/// <param name="kept">What of the scores before is kept, 0 to 1.</param>
/// <param name="voiceOf">The voice of a segment; null where none is known.</param>
internal sealed class SegmentAnswers(Answers answers, double kept, Func<SeenSegment, KnownVoice?> voiceOf)
{
    private readonly Dictionary<string, (SeenSegment Segment, EmotionScores Scores, EmotionDimensions? Dimensions)> _before =
        new(StringComparer.Ordinal);

    public StreamingPrediction Of(SeenSegment seen)
    {
        var known = voiceOf(seen);
        var raw = answers.Scores(seen.Clip, known);
        var (smooth, dimensions) = Smoothed(seen, raw);
        var answer = answers.Of(seen.Clip, smooth, seen.Quality, known);
        return new StreamingPrediction(
            answer.StartSeconds, answer.EndSeconds, answer.Speech, answer.Emotion, answer.Confidence, answer.Uncertain, answer.Scores)
        {
            UncertainBecause = answer.UncertainBecause,
            Dimensions = dimensions,
            Voice = answer.Voice,
            Speaker = seen.Place.Speaker,
            RawScores = raw,
            WindowStartSeconds = seen.WindowStartSeconds,
            WindowEndSeconds = seen.WindowEndSeconds,
            Quality = seen.Quality,
            LevelDb = seen.LevelDb,
        };
    }

    private (EmotionScores Scores, EmotionDimensions? Dimensions) Smoothed(SeenSegment seen, EmotionScores raw)
    {
        var speaker = seen.Place.Speaker ?? "";
        var continues = _before.Remove(speaker, out var before) && before.Segment.Place.End == seen.Place.Start;
        if (seen.Clip.Probabilities is null) return (raw, null);
        var smooth = continues ? EmotionScores.Mix(before.Scores, raw, kept) : raw;
        var dimensions = continues && before.Dimensions is { } old && seen.Clip.Dimensions is { } own && kept > 0
            ? EmotionDimensions.Mean([(old, kept), (own, 1 - kept)])
            : seen.Clip.Dimensions;
        _before[speaker] = (seen, smooth, dimensions);
        return (smooth, dimensions);
    }
}
