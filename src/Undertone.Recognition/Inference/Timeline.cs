using Undertone.Recognition.Emotions;

namespace Undertone.Recognition.Inference;

/// <summary>Turns the segments of a recording into runs of one emotion.</summary>
public static class Timeline
{
    /// <summary>
    /// Joins segments that follow each other without a gap and have the same emotion, or none, and the same speaker and voice. The scores
    /// of a run are the means of its segments' scores, each counted by its length; its confidence is the score of its emotion. It is
    /// uncertain for the reasons that hold in half of it or more.
    /// </summary>
    /// <param name="segments">The segments, in order of their begin; those of speakers may overlap.</param>
    /// <returns>The runs, in order of their begin.</returns>
    public static IReadOnlyList<SegmentPrediction> Merge(IEnumerable<SegmentPrediction> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var runs = new List<List<SegmentPrediction>>();
        var latest = new Dictionary<string, List<SegmentPrediction>>(StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            var speaker = segment.Speaker ?? "";
            if (latest.TryGetValue(speaker, out var run) && Continues(run[^1], segment))
            {
                run.Add(segment);
                continue;
            }

            latest[speaker] = run = [segment];
            runs.Add(run);
        }

        return [.. runs.Select(Joined)];
    }

    private static bool Continues(SegmentPrediction before, SegmentPrediction next) =>
        before.EndSeconds == next.StartSeconds && before.Speech == next.Speech && before.Emotion == next.Emotion
        && before.Speaker == next.Speaker && before.Voice == next.Voice;

    private static SegmentPrediction Joined(List<SegmentPrediction> run)
    {
        var (first, seconds) = (run[0], run[^1].EndSeconds - run[0].StartSeconds);
        var scores = EmotionScores.Mean(run.Select(s => (s.Scores, s.EndSeconds - s.StartSeconds)));
        string[] because =
        [
            .. run.SelectMany(s => s.UncertainBecause).Distinct(StringComparer.Ordinal)
                .Where(w => run.Where(s => s.UncertainBecause.Contains(w)).Sum(s => s.EndSeconds - s.StartSeconds) >= seconds / 2),
        ];
        var confidence = first.Emotion is { } emotion ? scores[emotion] : 0;
        return new SegmentPrediction(
            first.StartSeconds, run[^1].EndSeconds, first.Speech, first.Emotion, confidence, because.Length > 0, scores)
        {
            UncertainBecause = because,
            Dimensions = run.TrueForAll(s => s.Dimensions is not null)
                ? EmotionDimensions.Mean([.. run.Select(s => (s.Dimensions!, s.EndSeconds - s.StartSeconds))])
                : null,
            Voice = first.Voice,
            Speaker = first.Speaker,
        };
    }
}
