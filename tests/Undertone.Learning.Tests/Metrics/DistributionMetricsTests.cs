using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class DistributionMetricsTests
{
    private static readonly float[] Truth = [0.5f, 0.25f, 0.25f, 0, 1, 0];
    private static readonly float[] Answers = [0.25f, 0.5f, 0.25f, 0.125f, 0.75f, 0.125f];

    [Fact]
    public void Cross_entropy_and_divergence_are_their_formulas()
    {
        var cross = ((0.5 * Math.Log(4)) + (0.25 * Math.Log(2)) + (0.25 * Math.Log(4)) + Math.Log(4 / 3.0)) / 2;
        DistributionMetrics.CrossEntropy(Truth, Answers, 3).ShouldBe(cross, 1e-12);
        var divergence = ((0.5 * Math.Log(2)) + (0.25 * Math.Log(0.5)) + Math.Log(4 / 3.0)) / 2;
        DistributionMetrics.KullbackLeibler(Truth, Answers, 3).ShouldBe(divergence, 1e-12);
        DistributionMetrics.KullbackLeibler(Answers, Answers, 3).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Of_one_class_each_cross_entropy_is_the_log_loss()
    {
        float[] whole = [1, 0, 0, 0, 0, 1];
        DistributionMetrics.CrossEntropy(whole, Answers, 3).ShouldBe(ProbabilityMetrics.LogLoss([0, 2], Answers, 3), 1e-12);
        DistributionMetrics.KullbackLeibler(whole, Answers, 3).ShouldBe(ProbabilityMetrics.LogLoss([0, 2], Answers, 3), 1e-12);
        DistributionMetrics.CrossEntropy([1, 0, 0], [0, 1, 0], 3).ShouldBe(ProbabilityMetrics.LogLoss([0], [0, 1, 0], 3), 1e-12);
    }

    [Fact]
    public void An_answer_that_is_one_of_several_with_the_most_votes_is_right()
    {
        DistributionMetrics.MajorityAccuracy(Truth, Answers, 3).ShouldBe(0.5);
        DistributionMetrics.MajorityAccuracy([0.4f, 0.4f, 0.2f], [0.1f, 0.8f, 0.1f], 3).ShouldBe(1);
        DistributionMetrics.MajorityAccuracy([0.4f, 0.4f, 0.2f], [0.1f, 0.1f, 0.8f], 3).ShouldBe(0);
    }

    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        float[] answer = [0.5f, 0.5f];
        Should.Throw<ArgumentException>(() => DistributionMetrics.CrossEntropy([0.5f, 0.4f], answer, 2)).ParamName.ShouldBe("truth");
        Should.Throw<ArgumentException>(() => DistributionMetrics.CrossEntropy([1.5f, -0.5f], answer, 2)).ParamName.ShouldBe("truth");
        Should.Throw<ArgumentException>(() => DistributionMetrics.CrossEntropy([1, 0, 0], answer, 2)).ParamName.ShouldBe("truth");
        Should.Throw<ArgumentException>(() => DistributionMetrics.MajorityAccuracy([1, 0, 1, 0], answer, 2))
            .ParamName.ShouldBe("probabilities");
    }
}
