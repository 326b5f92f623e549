namespace Undertone.Learning.Metrics;

/// <summary>Scores of numbers that a model answers, against the true ones. All means are over n samples, as in scikit-learn.</summary>
public static class RegressionScores
{
    /// <summary>
    /// Lin's concordance correlation coefficient (Lin 1989): 2 cov / (var_t + var_p + (mean_t - mean_p)^2), with moments over n. 1 where
    /// every answer is right, 0 where they tell nothing; it punishes a wrong mean and a wrong spread, which correlation does not. NaN where
    /// truth and answers are one and the same constant.
    /// </summary>
    /// <param name="truth">The true numbers.</param>
    /// <param name="predicted">The answers.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static double Concordance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var m = Moments.Of(truth, predicted);
        var shift = m.MeanTruth - m.MeanPredicted;
        return 2 * m.Covariance / (m.VarianceTruth + m.VariancePredicted + shift * shift);
    }

    /// <summary>Pearson's correlation coefficient, as scipy.stats.pearsonr gives it; NaN where truth or answers are constant.</summary>
    /// <param name="truth">The true numbers.</param>
    /// <param name="predicted">The answers.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static double Pearson(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var m = Moments.Of(truth, predicted);
        return Math.Clamp(m.Covariance / Math.Sqrt(m.VarianceTruth * m.VariancePredicted), -1, 1);
    }

    /// <summary>The mean squared error.</summary>
    /// <param name="truth">The true numbers.</param>
    /// <param name="predicted">The answers.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static double MeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++) sum += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
        return sum / truth.Length;
    }

    /// <summary>The mean absolute error.</summary>
    /// <param name="truth">The true numbers.</param>
    /// <param name="predicted">The answers.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static double MeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        Counting.CheckLengths(truth.Length, predicted.Length);
        var sum = 0.0;
        for (var i = 0; i < truth.Length; i++) sum += Math.Abs(truth[i] - predicted[i]);
        return sum / truth.Length;
    }

    /// <summary>Means, variances and covariance over n, around the means.</summary>
    private readonly record struct Moments(
        double MeanTruth, double MeanPredicted, double VarianceTruth, double VariancePredicted, double Covariance)
    {
        public static Moments Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
        {
            Counting.CheckLengths(truth.Length, predicted.Length);
            var (meanTruth, meanPredicted) = (0.0, 0.0);
            for (var i = 0; i < truth.Length; i++) (meanTruth, meanPredicted) = (meanTruth + truth[i], meanPredicted + predicted[i]);
            (meanTruth, meanPredicted) = (meanTruth / truth.Length, meanPredicted / truth.Length);
            var (varianceTruth, variancePredicted, covariance) = (0.0, 0.0, 0.0);
            for (var i = 0; i < truth.Length; i++)
            {
                var (t, p) = (truth[i] - meanTruth, predicted[i] - meanPredicted);
                (varianceTruth, variancePredicted, covariance) = (varianceTruth + t * t, variancePredicted + p * p, covariance + t * p);
            }

            var n = truth.Length;
            return new Moments(meanTruth, meanPredicted, varianceTruth / n, variancePredicted / n, covariance / n);
        }
    }
}
