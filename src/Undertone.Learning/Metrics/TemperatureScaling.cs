namespace Undertone.Learning.Metrics;

/// <summary>
/// Probabilities made as sure as they have a right to be: each is raised to the power of 1 / temperature, and they are brought to a sum of
/// 1 again (Guo and others 2017). Above 1 a temperature makes answers less sure, below 1 surer; which answer is the best never changes.
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The lowest temperature there is.</summary>
    public const double Lowest = 0.05;

    /// <summary>The highest temperature there is.</summary>
    public const double Highest = 20;

    // As in the log loss: a probability of 0 has no logarithm.
    internal const double Least = 1.1920928955078125e-07;
    private const int Halvings = 60;

    /// <summary>
    /// The temperature of the least mean of -ln p(true class), each sample counting by its weight; found to 1e-12 of its logarithm, as the
    /// loss has one valley over 1 / temperature.
    /// </summary>
    /// <param name="truth">The class of each sample, at least one.</param>
    /// <param name="probabilities">[samples, classes], row-major.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">The weight of each sample, 0 or more and not all 0.</param>
    /// <returns>From <see cref="Lowest"/> to <see cref="Highest"/>.</returns>
    /// <exception cref="ArgumentException">Lengths do not match, or a number is out of range.</exception>
    public static double Fit(ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<double> weights)
    {
        Counting.CheckProbabilities(truth, probabilities, classes);
        if (weights.Length != truth.Length) throw new ArgumentException("Every sample needs a weight.", nameof(weights));
        var sum = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException("Weights are 0 or more.", nameof(weights));
            sum += weight;
        }

        if (sum == 0) throw new ArgumentException("One weight at least has to be above 0.", nameof(weights));
        var logarithms = new double[probabilities.Length];
        for (var i = 0; i < logarithms.Length; i++) logarithms[i] = Math.Log(Math.Max(probabilities[i], Least));
        var (low, high) = (Math.Log(Lowest), Math.Log(Highest));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            // The slope over the inverse temperature rises with it: where it is above 0 the inverse is too large.
            if (Slope(truth, logarithms, classes, weights, Math.Exp(-middle)) > 0) low = middle;
            else high = middle;
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>Scales the probabilities of one sample.</summary>
    /// <param name="probabilities">The probabilities [classes]; changed in place. At 1 they stay as they are.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    public static void Apply(Span<float> probabilities, double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");
        if (temperature == 1) return;
        var best = ArgMax.Of<float>(probabilities);
        var scaled = new double[probabilities.Length];
        var (top, sum) = (Math.Log(Math.Max(probabilities[best], Least)), 0.0);
        for (var i = 0; i < scaled.Length; i++)
            sum += scaled[i] = Math.Exp((Math.Log(Math.Max(probabilities[i], Least)) - top) / temperature);
        for (var i = 0; i < scaled.Length; i++) probabilities[i] = (float)(scaled[i] / sum);
        // Two that were nearly equal may have become equal in single precision.
        while (ArgMax.Of<float>(probabilities) != best) probabilities[best] = MathF.BitIncrement(probabilities[best]);
    }

    private static double Slope(
        ReadOnlySpan<int> truth, double[] logarithms, int classes, ReadOnlySpan<double> weights, double inverse)
    {
        var slope = 0.0;
        for (var i = 0; i < truth.Length; i++)
        {
            var row = logarithms.AsSpan(i * classes, classes);
            var (top, sum, mean) = (double.NegativeInfinity, 0.0, 0.0);
            foreach (var value in row) top = Math.Max(top, value);
            foreach (var value in row)
            {
                var share = Math.Exp(inverse * (value - top));
                (sum, mean) = (sum + share, mean + (share * value));
            }

            slope += weights[i] * ((mean / sum) - row[truth[i]]);
        }

        return slope;
    }
}
