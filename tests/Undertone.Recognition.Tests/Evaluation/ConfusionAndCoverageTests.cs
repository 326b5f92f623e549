using Undertone.Recognition.Evaluation;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class ConfusionAndCoverageTests
{
    [Fact]
    public void Pairs_hold_every_mistake_once_the_most_confused_first()
    {
        var e = SampleEvaluation.Create();
        var pairs = ConfusedPair.Of(e);
        pairs.Sum(p => p.FirstAsSecond + p.SecondAsFirst).ShouldBe(e.Tested.Count(t => t.Predicted != t.Truth));
        pairs.Select(p => p.FirstShare + p.SecondShare).ShouldBeInOrder(SortDirection.Descending);
        foreach (var p in pairs)
        {
            var (a, b) = (e.Labels.IndexOf(p.First), e.Labels.IndexOf(p.Second));
            (p.FirstAsSecond, p.SecondAsFirst).ShouldBe((e.Report.Confusion[a][b], e.Report.Confusion[b][a]));
            p.FirstShare.ShouldBe((double)p.FirstAsSecond / e.Tested.Count(t => t.Truth == a), 1e-12);
            p.SecondShare.ShouldBe((double)p.SecondAsFirst / e.Tested.Count(t => t.Truth == b), 1e-12);
            p.FirstShare.ShouldBeGreaterThanOrEqualTo(p.SecondShare);
        }

        pairs.Select(p => string.CompareOrdinal(p.First, p.Second) < 0 ? (p.First, p.Second) : (p.Second, p.First)).ShouldBeUnique();
    }

    [Fact]
    public void The_coverage_curve_keeps_the_surest_first()
    {
        var e = SampleEvaluation.Create();
        var curve = CoverageCurve.Of(e.Tested);
        foreach (var row in curve)
        {
            var kept = e.Tested.Where(t => t.Confidence >= row.Confidence).ToArray();
            row.Coverage.ShouldBe((double)kept.Length / e.Tested.Count, 1e-12);
            row.Accuracy!.Value.ShouldBe((double)kept.Count(t => t.Predicted == t.Truth) / kept.Length, 1e-12);
        }

        curve[^1].Coverage.ShouldBe(1);
        curve[^1].Accuracy.ShouldBe(e.Report.Accuracy);
        curve.Select(r => r.Coverage).ShouldBeInOrder(SortDirection.Ascending);
        curve.Count.ShouldBe(e.Tested.Select(t => t.Confidence).Distinct().Count());
    }

    [Fact]
    public void Each_speaker_has_an_interval_around_the_own_score_and_the_json_has_it()
    {
        var e = SampleEvaluation.Create();
        e.SpeakerUarIntervals.Count.ShouldBe(e.PerSpeaker.Count);
        var json = e.ToJson()["perSpeaker"]!.AsArray();
        for (var i = 0; i < e.PerSpeaker.Count; i++)
        {
            var (low, high) = (e.SpeakerUarIntervals[i].Low, e.SpeakerUarIntervals[i].High);
            e.PerSpeaker[i].Uar.ShouldBeInRange(low, high);
            (high - low).ShouldBeInRange(0.05, 0.6, "forty utterances");
            json[i]!["uarInterval"]!.AsArray().Select(n => (double)n!).ShouldBe([low, high]);
        }
    }

    [Fact]
    public void The_reliability_after_scaling_has_the_error_after_scaling()
    {
        var e = SampleEvaluation.Create();
        var calibration = Calibration.Of(e.Tested);
        var bins = calibration.ReliabilityAfter!;
        bins.Sum(b => b.Count).ShouldBe(e.Tested.Count);
        bins.Sum(b => b.Count * Math.Abs(b.Confidence - b.Accuracy) / e.Tested.Count).ShouldBe(calibration.ErrorAfter!.Value, 1e-9);
        Calibration.Of([.. e.Tested.Where(t => t.Fold == 1)]).ReliabilityAfter.ShouldBeNull();
    }
}
