using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class ProbabilityMetricsTests
{
    private static readonly System.Text.Json.JsonElement Golden = GoldenJson.Load("basics.json").GetProperty("probabilities");
    private static readonly int[] Truth = Golden.Ints("truth");
    private static readonly float[] Probabilities = Golden.Floats("probabilities");
    private static readonly int Classes = (int)Golden.Number("classes");

    [Fact]
    public void Log_loss_Brier_and_area_agree_with_scikit_learn()
    {
        ProbabilityMetrics.LogLoss(Truth, Probabilities, Classes).ShouldBe(Golden.Number("logLoss"), 2e-6);
        ProbabilityMetrics.Brier(Truth, Probabilities, Classes).ShouldBe(Golden.Number("brier"), 1e-9);
        var areas = ProbabilityMetrics.RocAucOneVsRest(Truth, Probabilities, Classes);
        Close.Assert(areas, Golden.Doubles("auc"), 1e-12, 0, "area under the curve");
    }

    [Fact]
    public void The_curve_has_the_points_of_scikit_learn()
    {
        var points = ProbabilityMetrics.RocCurve(Truth, Probabilities, Classes, 2);
        points[0].ShouldBe(new RocPoint(0, 0, double.PositiveInfinity));
        points[^1].TruePositiveRate.ShouldBe(1);
        var roc = Golden.GetProperty("roc2");
        Close.Assert([.. points.Skip(1).Select(p => p.FalsePositiveRate)], roc.Doubles("fpr"), 1e-12, 0, "false positives");
        Close.Assert([.. points.Skip(1).Select(p => p.TruePositiveRate)], roc.Doubles("tpr"), 1e-12, 0, "true positives");
        Close.Assert([.. points.Skip(1).Select(p => p.Threshold)], roc.Doubles("thresholds"), 1e-12, 0, "thresholds");
    }

    [Fact]
    public void Reliability_bins_hold_every_sample_and_their_gaps_make_the_error()
    {
        // By hand: confidences 0.95 right, 0.85 wrong, 0.55 right (two classes, five bins of 0.2).
        float[] p = [0.95f, 0.05f, 0.85f, 0.15f, 0.45f, 0.55f];
        int[] truth = [0, 1, 1];
        var bins = ProbabilityMetrics.Reliability(truth, p, 2, 5);
        bins.Select(b => b.Count).ShouldBe([0, 0, 1, 0, 2]);
        bins[4].Accuracy.ShouldBe(0.5);
        bins[4].Confidence.ShouldBe(0.9, 1e-6);
        ProbabilityMetrics.ExpectedCalibrationError(truth, p, 2, 5).ShouldBe((0.45 * 1 + 0.4 * 2) / 3, 1e-6);
        ProbabilityMetrics.Reliability(Truth, Probabilities, Classes).Sum(b => b.Count).ShouldBe(Truth.Length);
    }

    [Fact]
    public void A_class_that_never_or_always_occurs_has_no_curve()
    {
        float[] p = [0.5f, 0.5f, 0.1f, 0.9f];
        ProbabilityMetrics.RocAucOneVsRest([0, 0], p, 2).ShouldBe([double.NaN, double.NaN]);
        ProbabilityMetrics.RocCurve([0, 0], p, 2, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Bad_probabilities_are_named()
    {
        Should.Throw<ArgumentException>(() => ProbabilityMetrics.Brier([0, 1], [0.5f, 0.5f, float.NaN, 0], 2))
            .Message.ShouldContain("sample 1, class 0");
        Should.Throw<ArgumentException>(() => ProbabilityMetrics.LogLoss([0], [1.5f, -0.5f], 2)).Message.ShouldContain("not in [0, 1]");
        Should.Throw<ArgumentException>(() => ProbabilityMetrics.LogLoss([2], [0.5f, 0.5f], 2)).Message.ShouldContain("truth 2");
        Should.Throw<ArgumentException>(() => ProbabilityMetrics.LogLoss([0], [0.5f], 2)).Message.ShouldContain("need 2 probabilities");
    }
}
