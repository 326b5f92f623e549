namespace Undertone.Learning.Metrics;

/// <summary>
/// Scores of class probabilities where the truth is a distribution too, such as the votes of several raters. Both are [samples, classes],
/// row-major; each row of the truth sums to 1.
/// </summary>
public static class DistributionMetrics
{
    private const double Least = 1.1920928955078125e-07;

    /// <summary>
    /// The mean of -sum q ln p. Probabilities are first brought into [2^-23, 1 - 2^-23] and divided by their sum, as
    /// <see cref="ProbabilityMetrics.LogLoss"/> does, which it is where the truth is one class each.
    /// </summary>
    /// <param name="truth">q, [samples, classes].</param>
    /// <param name="probabilities">p, [samples, classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double CrossEntropy(ReadOnlySpan<float> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        Check(truth, probabilities, classes);
        double sum = 0;
        for (var i = 0; i < truth.Length; i += classes)
        {
            double total = 0;
            foreach (var p in probabilities.Slice(i, classes)) total += Math.Clamp(p, Least, 1 - Least);
            for (var c = 0; c < classes; c++)
            {
                if (truth[i + c] > 0) sum -= truth[i + c] * Math.Log(Math.Clamp(probabilities[i + c], Least, 1 - Least) / total);
            }
        }

        return sum * classes / truth.Length;
    }

    /// <summary>
    /// The mean Kullback-Leibler divergence of the probabilities from the truth, sum q ln(q / p): <see cref="CrossEntropy"/> less what the
    /// truth itself leaves open; 0 where they are the same.
    /// </summary>
    /// <param name="truth">q, [samples, classes].</param>
    /// <param name="probabilities">p, [samples, classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double KullbackLeibler(ReadOnlySpan<float> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        var cross = CrossEntropy(truth, probabilities, classes);
        double entropy = 0;
        foreach (var q in truth) entropy -= q > 0 ? q * Math.Log(q) : 0;
        return cross - (entropy * classes / truth.Length);
    }

    /// <summary>The share of samples whose most probable class is the truth's largest, or one of them where several are tied.</summary>
    /// <param name="truth">[samples, classes].</param>
    /// <param name="probabilities">[samples, classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double MajorityAccuracy(ReadOnlySpan<float> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        Check(truth, probabilities, classes);
        var right = 0;
        for (var i = 0; i < truth.Length; i += classes)
        {
            var row = truth.Slice(i, classes);
            var best = row[ArgMax.Of(row)];
            if (row[ArgMax.Of(probabilities.Slice(i, classes))] == best) right++;
        }

        return (double)right * classes / truth.Length;
    }

    private static void Check(ReadOnlySpan<float> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (truth.Length % classes != 0)
            throw new ArgumentException($"{truth.Length} shares are no rows of {classes} classes.", nameof(truth));
        Counting.CheckProbabilities(new int[truth.Length / classes], probabilities, classes);
        for (var i = 0; i < truth.Length; i += classes)
        {
            var sum = 0.0;
            foreach (var q in truth.Slice(i, classes)) sum += q >= 0 ? q : double.NaN;
            if (!(Math.Abs(sum - 1) < 1e-3))
                throw new ArgumentException($"The shares of sample {i / classes} are no distribution: they sum to {sum}.", nameof(truth));
        }
    }
}
