using System.Numerics;

namespace Undertone.Learning.Neural.Losses;

/// <summary>
/// Cross-entropy on logits with class weights, label smoothing, focusing and soft targets in one formula: L = sum_i v_i sum_c w_c t_ic (1 -
/// p_ic)^gamma (-log p_ic) / sum_i v_i sum_c w_c q_ic, with q the target before smoothing, t after it, w the class weights and v the
/// samples' weights. For whole labels and gamma 0 it is PyTorch's CrossEntropyLoss(weight, label_smoothing). A class that is not possible
/// for a sample is as if the network had no such output: it has no probability, no share of the smoothing and no gradient.
/// </summary>
internal sealed class ClassificationLoss(LossOptions options, float[]? classWeights)
{
    /// <summary>Loss of a batch, and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="targets">[batch, classes]: each row sums to 1.</param>
    /// <param name="weights">[batch].</param>
    /// <param name="possible">[batch]: the possible classes as bits, those of the targets among them; empty where all are.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="gradient">Takes [batch, classes], or nothing where empty.</param>
    /// <returns>The sum of the weighted losses and the sum of the weights that it is to be divided by.</returns>
    public (double Sum, double Weight) Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ReadOnlySpan<ulong> possible, int classes,
        Span<float> gradient)
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
            var open = possible.IsEmpty ? ulong.MaxValue : possible[i];
            var count = possible.IsEmpty ? classes : BitOperations.PopCount(open);
            var top = double.NegativeInfinity;
            for (var c = 0; c < classes; c++) top = Has(open, c) ? Math.Max(top, row[c]) : top;
            var whole = 0.0;
            for (var c = 0; c < classes; c++) whole += p[c] = Has(open, c) ? Math.Exp(row[c] - top) : 0;
            var logWhole = Math.Log(whole);
            var drawn = 0.0;
            for (var c = 0; c < classes; c++)
            {
                pull[c] = 0;
                if (!Has(open, c)) continue;
                p[c] /= whole;
                var log = row[c] - top - logWhole;
                var target = (1 - options.LabelSmoothing) * targets[i * classes + c] + options.LabelSmoothing / count;
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

    // Without a mask all bits are set, and a shift by 64 and more begins anew: any number of classes is then possible.
    private static bool Has(ulong open, int c) => (open >> c & 1) != 0;

    private float WeightOf(int c) => classWeights is null ? 1 : classWeights[c];
}
