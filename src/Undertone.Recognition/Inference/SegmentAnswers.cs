using Undertone.Recognition.Inference.Voices;

namespace Undertone.Recognition.Inference;

/// <summary>Answers for the segments of one recording, in order: what a model saw in them, smoothed.</summary>
/// <param name="answers">Answers of the model.</param>
/// <param name="kept">What of the scores before is kept, 0 to 1.</param>
/// <param name="voiceOf">The voice of a segment; null where none is known.</param>
internal sealed class SegmentAnswers(Answers answers, double kept, Func<SeenSegment, KnownVoice?> voiceOf)
{
    private (SeenSegment Segment, EmotionScores Scores)? _before;

    public StreamingPrediction Of(SeenSegment seen)
    {
        var known = voiceOf(seen);
        var raw = answers.Scores(seen.Clip, known);
        var smooth = _before is { } before && Continues(before.Segment, seen) ? EmotionScores.Mix(before.Scores, raw, kept) : raw;
        _before = seen.Clip.Probabilities is null ? null : (seen, smooth);
        var answer = answers.Of(seen.Clip, smooth, seen.Quality, known);
        return new StreamingPrediction(
            answer.StartSeconds, answer.EndSeconds, answer.Speech, answer.Emotion, answer.Confidence, answer.Uncertain, answer.Scores)
        {
            UncertainBecause = answer.UncertainBecause,
            Voice = answer.Voice,
            Speaker = seen.Place.Speaker,
            RawScores = raw,
            WindowStartSeconds = seen.WindowStartSeconds,
            WindowEndSeconds = seen.WindowEndSeconds,
            Quality = seen.Quality,
            LevelDb = seen.LevelDb,
        };
    }

    private static bool Continues(SeenSegment before, SeenSegment next) =>
        before.Place.End == next.Place.Start && before.Place.Speaker == next.Place.Speaker;
}
