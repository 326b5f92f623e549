using Undertone.Learning.Kernels;


namespace Undertone.Learning.Classical.Linear;

/// <summary>C times the squared hinge of each class against the rest; the intercepts are penalised too, as liblinear does.</summary>
internal sealed class SquaredHingeLoss(LabeledRows data, double c, FitContext context) : LinearLoss(data, 1, true, context)
{
    protected override void StripLosses(Span<double> scores, ReadOnlySpan<int> truths, Span<double> losses)
    {
        losses.Clear();
        for (var k = 0; k * LinearKernels.Strip < scores.Length; k++)
        {
            var line = scores.Slice(k * LinearKernels.Strip, truths.Length);
            for (var r = 0; r < line.Length; r++)
            {
                var y = truths[r] == k ? 1 : -1;
                var gap = Math.Max(0, 1 - y * line[r]);
                losses[r] += c * gap * gap;
                line[r] = -2 * c * y * gap;
            }
        }
    }
}
