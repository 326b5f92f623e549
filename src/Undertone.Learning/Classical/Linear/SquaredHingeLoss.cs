namespace Undertone.Learning.Classical.Linear;

/// <summary>C times the squared hinge of each class against the rest; the intercepts are penalised too, as liblinear does.</summary>
internal sealed class SquaredHingeLoss(LabelledRows data, double c, FitContext context) : LinearLoss(data, 1, true, context)
{
    protected override double RowLoss(Span<double> scores, int truth)
    {
        double loss = 0;
        for (var k = 0; k < scores.Length; k++)
        {
            var y = k == truth ? 1 : -1;
            var gap = Math.Max(0, 1 - y * scores[k]);
            loss += c * gap * gap;
            scores[k] = -2 * c * y * gap;
        }

        return loss;
    }
}
