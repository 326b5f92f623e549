using Undertone.Learning.Metrics;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Tests.Evaluation;

public sealed class IntervalTests
{
    [Fact]
    public void One_speaker_gives_no_interval_and_the_report_says_so()
    {
        var e = SampleEvaluation.Create(speakers: 1);
        (e.AccuracyInterval, e.UarInterval, e.MacroF1Interval).ShouldBe((null, null, null));
        e.ToJson()["intervals"]!.ToJsonString().ShouldBe("""{"accuracy":null,"uar":null,"macroF1":null}""");
        HtmlReport.Render(new ReportData { Title = "x", Evaluation = e }).ShouldContain("One speaker gives no interval");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void More_speakers_give_the_bootstrap_over_them(int speakers)
    {
        var e = SampleEvaluation.Create(speakers: speakers);
        var (truth, predicted) = (e.Tested.Select(t => t.Truth).ToArray(), e.Tested.Select(t => t.Predicted).ToArray());
        string[] keys = [.. e.Tested.Select(t => t.Utterance.SpeakerKey)];
        e.AccuracyInterval.ShouldBe(Bootstrap.Interval(truth, predicted, keys, Scores.Accuracy));
        e.UarInterval.ShouldBe(Bootstrap.Interval(truth, predicted, keys, Scores.UnweightedAverageRecall));
        e.MacroF1Interval.ShouldBe(Bootstrap.Interval(truth, predicted, keys, Scores.MacroF1));
        var uar = e.ToJson()["intervals"]!["uar"]!.AsArray();
        ((double)uar[0]!, (double)uar[1]!).ShouldBe((e.UarInterval!.Value.Low, e.UarInterval.Value.High));
        HtmlReport.Render(new ReportData { Title = "x", Evaluation = e }).ShouldNotContain("One speaker gives no interval");
    }
}
