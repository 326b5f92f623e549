namespace Undertone.Learning.Neural.Losses;

/// <summary>
/// Cross-entropy on logits with class weights, label smoothing, focusing and soft targets in one formula: L = sum_i v_i sum_c w_c t_ic (1 -
/// p_ic)^gamma (-log p_ic) / sum_i v_i sum_c w_c q_ic, with q the target before smoothing, t after it, w the class weights and v the
/// samples' weights. For whole labels and gamma 0 it is PyTorch's CrossEntropyLoss(weight, label_smoothing).
/// </summary>
internal sealed class ClassificationLoss(LossOptions options, float[]? classWeights)
{
    /// <summary>Loss of a batch, and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="targets">[batch, classes]: each row sums to 1.</param>
    /// <param name="weights">[batch].</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="gradient">Takes [batch, classes], or nothing where empty.</param>
    /// <returns>The sum of the weighted losses and the sum of the weights that it is to be divided by.</returns>
    public (double Sum, double Weight) Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int classes, Span<float> gradient)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            for (var c = 0; c < classes; c++) total += weights[i] * (double)WeightOf(c) * targets[i * classes + c];
        }

        Span<double> p = stackalloc double[classes];
        Span<double> pull = stackalloc double[classes];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            var top = double.NegativeInfinity;
            foreach (var z in row) top = Math.Max(top, z);
            var whole = 0.0;
            for (var c = 0; c < classes; c++) whole += p[c] = Math.Exp(row[c] - top);
            var logWhole = Math.Log(whole);
            var drawn = 0.0;
            for (var c = 0; c < classes; c++)
            {
                p[c] /= whole;
                var log = row[c] - top - logWhole;
                var target = (1 - options.LabelSmoothing) * targets[i * classes + c] + options.LabelSmoothing / classes;
                var share = weights[i] * (double)WeightOf(c) * target;
                var rest = 1 - p[c];
                var focus = options.FocalGamma == 0 ? 1 : Math.Pow(rest, options.FocalGamma);
                sum -= share * focus * log;
                // p dL/dp of this class's term.
                pull[c] = options.FocalGamma == 0 || rest <= 0
                    ? -share * focus
                    : share * (options.FocalGamma * Math.Pow(rest, options.FocalGamma - 1) * log * p[c] - focus);
                drawn += pull[c];
            }

            if (gradient.IsEmpty) continue;
            for (var c = 0; c < classes; c++) gradient[i * classes + c] = total > 0 ? (float)((pull[c] - p[c] * drawn) / total) : 0;
        }

        return (sum, total);
    }

    private float WeightOf(int c) => classWeights is null ? 1 : classWeights[c];
}
