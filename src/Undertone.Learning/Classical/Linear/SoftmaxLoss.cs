using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Linear;

/// <summary>Cross-entropy of the softmax; the intercepts are not penalised.</summary>
internal sealed class SoftmaxLoss(LabeledRows data, double c, FitContext context) : LinearLoss(data, 1 / c, false, context)
{
    protected override void StripLosses(Span<double> scores, ReadOnlySpan<int> truths, Span<double> losses)
    {
        for (var r = 0; r < truths.Length; r++) losses[r] = -scores[truths[r] * LinearKernels.Strip + r];
        Span<double> logSums = stackalloc double[LinearKernels.Strip];
        LinearKernels.Softmax(scores, logSums);
        for (var r = 0; r < truths.Length; r++)
        {
            losses[r] += logSums[r];
            scores[truths[r] * LinearKernels.Strip + r] -= 1;
        }
    }
}
