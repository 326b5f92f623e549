using Undertone.Learning.Metrics;

namespace Undertone.Learning.Tests.Metrics;

public sealed class RegressionScoresTests
{
    [Fact]
    public void Scores_are_those_of_scipy_and_scikit_learn()
    {
        var golden = GoldenJson.Load("regression.json").GetProperty("scores");
        var (truth, answers) = (golden.Doubles("truth"), golden.Doubles("answers"));
        RegressionScores.Concordance(truth, answers).ShouldBe(golden.Number("ccc"), 1e-12);
        RegressionScores.Pearson(truth, answers).ShouldBe(golden.Number("pearson"), 1e-12);
        RegressionScores.MeanSquaredError(truth, answers).ShouldBe(golden.Number("mse"), 1e-12);
        RegressionScores.MeanAbsoluteError(truth, answers).ShouldBe(golden.Number("mae"), 1e-12);
    }

    [Fact]
    public void Concordance_falls_with_a_shift_and_a_stretch_where_correlation_does_not()
    {
        double[] truth = [1, 2, 3, 4, 5];
        RegressionScores.Concordance(truth, truth).ShouldBe(1, 1e-15);
        var shifted = Array.ConvertAll(truth, t => t + 1);
        RegressionScores.Pearson(truth, shifted).ShouldBe(1, 1e-12);
        // 2 * 2 / (2 + 2 + 1), by hand.
        RegressionScores.Concordance(truth, shifted).ShouldBe(0.8, 1e-12);
        var stretched = Array.ConvertAll(truth, t => 3 + 2 * (t - 3));
        // 2 * 4 / (2 + 8).
        RegressionScores.Concordance(truth, stretched).ShouldBe(0.8, 1e-12);
        RegressionScores.Concordance(truth, [3, 3, 3, 3, 3]).ShouldBe(0);
        RegressionScores.Pearson(truth, [3, 3, 3, 3, 3]).ShouldBe(double.NaN);
        RegressionScores.Concordance([2, 2], [2, 2]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => RegressionScores.Concordance([], []));
        Should.Throw<ArgumentException>(() => RegressionScores.Pearson([1, 2], [1]));
        Should.Throw<ArgumentException>(() => RegressionScores.MeanSquaredError([1], [1, 2]));
        Should.Throw<ArgumentException>(() => RegressionScores.MeanAbsoluteError([1], []));
    }
}
