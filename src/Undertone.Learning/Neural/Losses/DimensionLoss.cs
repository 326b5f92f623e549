namespace Undertone.Learning.Neural.Losses;

/// <summary>
/// The loss of a batch's numbers on dimensions: the mean over dimensions of 1 - CCC (Lin 1989, with moments over the batch, each sample
/// counted by its weight) or of the squared error. A number that is missing is as if the sample were not there for its dimension.
/// </summary>
internal sealed class DimensionLoss(DimensionLossOptions options)
{
    /// <summary>The weighted loss of a batch, and its gradient by the answers.</summary>
    /// <param name="answers">[batch, stride]: those on the dimensions stand at the end of each row.</param>
    /// <param name="truth">[batch, dimensions]; NaN where a number is missing.</param>
    /// <param name="weights">[batch].</param>
    /// <param name="dimensions">Number of dimensions.</param>
    /// <param name="gradient">As the answers: takes the part of the dimensions, or nothing where empty.</param>
    public double Compute(
        ReadOnlySpan<float> answers, ReadOnlySpan<float> truth, ReadOnlySpan<float> weights, int dimensions, Span<float> gradient)
    {
        var (stride, loss) = (answers.Length / weights.Length, 0.0);
        for (var d = 0; d < dimensions; d++)
        {
            var column = new Column(stride - dimensions + d, stride, d, dimensions);
            loss += options.Kind == DimensionLossKind.Concordance
                ? Concordance(answers, truth, weights, column, gradient)
                : SquaredError(answers, truth, weights, column, gradient);
        }

        return options.Weight * loss / dimensions;
    }

    private double Concordance(
        ReadOnlySpan<float> answers, ReadOnlySpan<float> truth, ReadOnlySpan<float> weights, Column column, Span<float> gradient)
    {
        var (total, meanTruth, meanAnswer) = (0.0, 0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (float.IsNaN(truth[column.Truth(i)])) continue;
            total += weights[i];
            meanTruth += weights[i] * (double)truth[column.Truth(i)];
            meanAnswer += weights[i] * (double)answers[column.Answer(i)];
        }

        (meanTruth, meanAnswer) = total > 0 ? (meanTruth / total, meanAnswer / total) : (0, 0);
        var (spread, covariance) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (float.IsNaN(truth[column.Truth(i)])) continue;
            var (t, a) = (truth[column.Truth(i)] - meanTruth, answers[column.Answer(i)] - meanAnswer);
            spread += weights[i] / total * (t * t + a * a);
            covariance += weights[i] / total * t * a;
        }

        // One number alone, or truth and answers that are the same constant, have no concordance.
        var shift = meanAnswer - meanTruth;
        var (above, below) = (2 * covariance, spread + shift * shift);
        var defined = total > 0 && below > 0;
        for (var i = 0; i < weights.Length && !gradient.IsEmpty; i++)
        {
            ref var own = ref gradient[column.Answer(i)];
            own = 0;
            if (!defined || float.IsNaN(truth[column.Truth(i)])) continue;
            var (t, a) = (truth[column.Truth(i)] - meanTruth, answers[column.Answer(i)] - meanAnswer);
            var slope = 2 * weights[i] / total * (t * below - above * (a + shift)) / (below * below);
            own = (float)(-options.Weight / column.Dimensions * slope);
        }

        return defined ? 1 - above / below : 0;
    }

    private double SquaredError(
        ReadOnlySpan<float> answers, ReadOnlySpan<float> truth, ReadOnlySpan<float> weights, Column column, Span<float> gradient)
    {
        var (total, sum) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++) total += float.IsNaN(truth[column.Truth(i)]) ? 0 : weights[i];
        for (var i = 0; i < weights.Length; i++)
        {
            var missing = float.IsNaN(truth[column.Truth(i)]) || total == 0;
            var error = missing ? 0 : (double)answers[column.Answer(i)] - truth[column.Truth(i)];
            if (!missing) sum += weights[i] / total * error * error;
            if (gradient.IsEmpty) continue;
            gradient[column.Answer(i)] = missing ? 0 : (float)(options.Weight / column.Dimensions * 2 * weights[i] / total * error);
        }

        return sum;
    }

    /// <summary>Where the numbers of one dimension stand.</summary>
    private readonly record struct Column(int First, int Stride, int Dimension, int Dimensions)
    {
        public int Answer(int i) => i * Stride + First;

        public int Truth(int i) => i * Dimensions + Dimension;
    }
}
