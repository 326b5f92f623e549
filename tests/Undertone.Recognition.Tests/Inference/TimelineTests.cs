using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;

namespace Undertone.Recognition.Tests.Inference;

public sealed class TimelineTests
{
    private static readonly LabelSet Labels = LabelSet.Parse("neutral,happy,angry");

    [Fact]
    public void Runs_cover_what_the_segments_cover_and_neighbours_differ()
    {
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var segments = new List<SegmentPrediction>();
            double at = 0;
            for (var i = 0; i < random.Next(0, 30); i++)
            {
                var next = at + random.Next(1, 4);
                segments.Add(Segment(at, next, random.Next(4), random, random.Next(3) == 0 ? "anna" : null));
                at = next + (random.Next(5) == 0 ? 1 : 0);
            }

            var runs = Timeline.Merge(segments);
            runs.Sum(r => r.EndSeconds - r.StartSeconds).ShouldBe(segments.Sum(s => s.EndSeconds - s.StartSeconds), 1e-9);
            foreach (var s in segments)
            {
                var run = runs.Where(r => r.StartSeconds <= s.StartSeconds && r.EndSeconds >= s.EndSeconds).ShouldHaveSingleItem();
                (run.Emotion, run.Speech, run.Speaker).ShouldBe((s.Emotion, s.Speech, s.Speaker));
            }

            for (var i = 1; i < runs.Count; i++)
            {
                var (a, b) = (runs[i - 1], runs[i]);
                (a.EndSeconds == b.StartSeconds && a.Emotion == b.Emotion && a.Speaker == b.Speaker).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Scores_are_means_by_length_and_what_holds_in_half_of_a_run_makes_it_uncertain()
    {
        SegmentPrediction[] segments =
        [
            Scored(0, 1, [0.1f, 0.2f, 0.7f], "noisy"), Scored(1, 4, [0.3f, 0.2f, 0.5f], "low-confidence", "noisy"),
            Scored(4, 6, [0.2f, 0.2f, 0.6f]),
        ];
        var run = Timeline.Merge(segments).ShouldHaveSingleItem();
        (run.StartSeconds, run.EndSeconds, run.Emotion).ShouldBe((0, 6, "angry"));
        run.Scores["neutral"].ShouldBe(((0.1 * 1) + (0.3 * 3) + (0.2 * 2)) / 6, 1e-7);
        run.Scores["angry"].ShouldBe(((0.7 * 1) + (0.5 * 3) + (0.6 * 2)) / 6, 1e-7);
        run.Confidence.ShouldBe(run.Scores["angry"]);
        run.UncertainBecause.ShouldBe(["noisy", "low-confidence"]);
        run.Uncertain.ShouldBeTrue();
        Timeline.Merge(segments[1..]).Single().UncertainBecause.ShouldBe(["low-confidence", "noisy"]);
        Timeline.Merge([segments[0], segments[2]]).Count.ShouldBe(2, "there is a gap between them");
    }

    [Fact]
    public void Speakers_that_overlap_have_runs_of_their_own()
    {
        SegmentPrediction[] segments =
        [
            Scored(0, 2, [0, 0, 1f]) with { Speaker = "a" }, Scored(1, 3, [0, 1f, 0]) with { Speaker = "b" },
            Scored(2, 4, [0, 0, 1f]) with { Speaker = "a" }, Scored(3, 5, [0, 1f, 0]) with { Speaker = "b" },
        ];
        Timeline.Merge(segments).Select(r => (r.Speaker, r.StartSeconds, r.EndSeconds)).ShouldBe([("a", 0, 4), ("b", 1, 5)]);
    }

    private static SegmentPrediction Segment(double start, double end, int emotion, Random random, string? speaker)
    {
        var scores = new float[3];
        for (var i = 0; i < 3; i++) scores[i] = random.NextSingle();
        var speech = emotion < 3;
        return new SegmentPrediction(
            start, end, speech, speech ? Labels[emotion] : null, 0.5, false, new EmotionScores(Labels, scores))
        {
            Speaker = speaker,
        };
    }

    private static SegmentPrediction Scored(double start, double end, float[] scores, params string[] because)
    {
        var own = new EmotionScores(Labels, scores);
        var best = own[own.ArgMax()];
        return new SegmentPrediction(start, end, true, best.Key, best.Value, because.Length > 0, own) { UncertainBecause = because };
    }
}
