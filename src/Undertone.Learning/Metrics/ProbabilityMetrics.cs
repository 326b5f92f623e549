namespace Undertone.Learning.Metrics;

/// <summary>
/// Scores of class probabilities. Probabilities are [samples, classes], row-major; the truth holds a class for each sample.
/// </summary>
public static class ProbabilityMetrics
{
    /// <summary>
    /// The mean of -ln p(true class), as scikit-learn's log_loss of single-precision probabilities: each is first brought into
    /// [2^-23, 1 - 2^-23] and each row then divided by its sum.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        Counting.CheckProbabilities(truth, probabilities, classes);
        const double Least = 1.1920928955078125e-07;
        double sum = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            double total = 0;
            foreach (var p in probabilities.Slice(i * classes, classes)) total += Math.Clamp(p, Least, 1 - Least);
            sum -= Math.Log(Math.Clamp(probabilities[i * classes + truth[i]], Least, 1 - Least) / total);
        }

        return sum / truth.Length;
    }

    /// <summary>
    /// The multiclass Brier score in Brier's own form: the mean over samples of the sum over classes of (p - [class is true])²; 0 to 2.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        Counting.CheckProbabilities(truth, probabilities, classes);
        double sum = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            for (var c = 0; c < classes; c++)
            {
                double d = probabilities[i * classes + c] - (c == truth[i] ? 1 : 0);
                sum += d * d;
            }
        }

        return sum / truth.Length;
    }

    /// <summary>
    /// The expected calibration error (Guo et al. 2017): the mean over samples of the gap between confidence and accuracy of the sample's
    /// bin.
    /// </summary>
    /// <param name="truth">The class of each sample.</param>
    /// <param name="probabilities">[samples, classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="bins">Bins of equal width over [0, 1]; 15 as in the paper.</param>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double ExpectedCalibrationError(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes, int bins = 15)
    {
        double sum = 0;
        foreach (var bin in Reliability(truth, probabilities, classes, bins)) sum += bin.Count * Math.Abs(bin.Confidence - bin.Accuracy);
        return sum / truth.Length;
    }

    /// <summary>The bars of a reliability diagram over the highest probability of each sample.</summary>
    /// <param name="truth">The class of each sample.</param>
    /// <param name="probabilities">[samples, classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="bins">Bins of equal width over [0, 1].</param>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static ReliabilityBin[] Reliability(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes, int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Counting.CheckProbabilities(truth, probabilities, classes);
        var counts = new int[bins];
        var confidence = new double[bins];
        var hits = new int[bins];
        for (var i = 0; i < truth.Length; i++)
        {
            var row = probabilities.Slice(i * classes, classes);
            var best = ArgMax.Of(row);
            var bin = Math.Clamp((int)Math.Ceiling((double)row[best] * bins) - 1, 0, bins - 1);
            counts[bin]++;
            confidence[bin] += row[best];
            if (best == truth[i]) hits[bin]++;
        }

        var result = new ReliabilityBin[bins];
        for (var b = 0; b < bins; b++)
        {
            double n = Math.Max(1, counts[b]);
            result[b] = new ReliabilityBin((double)b / bins, (b + 1.0) / bins, counts[b], confidence[b] / n, hits[b] / n);
        }

        return result;
    }

    /// <summary>
    /// The receiver operating characteristic of one class against the rest, from (0, 0) to (1, 1); points on a straight line between their
    /// neighbours are left out (scikit-learn's roc_curve).
    /// </summary>
    /// <returns>The points; none where the class is in no sample or in all.</returns>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static RocPoint[] RocCurve(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes, int positive)
    {
        Counting.CheckProbabilities(truth, probabilities, classes);
        var steps = RocSteps(truth, probabilities, classes, positive, out var positives, out var negatives);
        if (steps.Count == 0) return [];
        var points = new List<RocPoint>();
        for (var i = 0; i < steps.Count; i++)
        {
            // Second differences of whole counts: exact.
            if (i > 0 && i < steps.Count - 1
                && steps[i + 1].False - steps[i].False == steps[i].False - steps[i - 1].False
                && steps[i + 1].True - steps[i].True == steps[i].True - steps[i - 1].True) continue;
            points.Add(new RocPoint((double)steps[i].False / negatives, (double)steps[i].True / positives, steps[i].Threshold));
        }

        return [.. points];
    }

    /// <summary>
    /// The area under the curve of each class against the rest: the chance that a sample of the class gets a higher probability for it than
    /// another (ties count half). NaN for a class that is in no sample or in all.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double[] RocAucOneVsRest(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes)
    {
        Counting.CheckProbabilities(truth, probabilities, classes);
        var areas = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            var steps = RocSteps(truth, probabilities, classes, c, out var positives, out var negatives);
            double area = 0;
            for (var i = 1; i < steps.Count; i++)
                area += (steps[i].False - steps[i - 1].False) * 0.5 * ((double)steps[i].True + steps[i - 1].True);
            areas[c] = steps.Count == 0 ? double.NaN : area / ((double)positives * negatives);
        }

        return areas;
    }

    private static List<(int False, int True, double Threshold)> RocSteps(
        ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes, int positive, out int positives, out int negatives)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positive);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(positive, classes);
        positives = truth.Count(positive);
        negatives = truth.Length - positives;
        if (positives == 0 || negatives == 0) return [];
        var keys = new float[truth.Length];
        var isPositive = new bool[truth.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = -probabilities[i * classes + positive];
            isPositive[i] = truth[i] == positive;
        }

        Array.Sort(keys, isPositive);
        var steps = new List<(int, int, double)> { (0, 0, double.PositiveInfinity) };
        var (falses, trues) = (0, 0);
        for (var i = 0; i < keys.Length; i++)
        {
            if (isPositive[i]) trues++;
            else falses++;
            if (i == keys.Length - 1 || keys[i + 1] != keys[i]) steps.Add((falses, trues, -keys[i]));
        }

        return steps;
    }
}
