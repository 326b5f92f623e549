namespace Undertone.Learning.Classical.Linear;

/// <summary>Cross-entropy of the softmax; the intercepts are not penalised.</summary>
internal sealed class SoftmaxLoss(LabelledRows data, double c, FitContext context) : LinearLoss(data, 1 / c, false, context)
{
    protected override double RowLoss(Span<double> scores, int truth)
    {
        var largest = double.NegativeInfinity;
        foreach (var s in scores) largest = Math.Max(largest, s);
        var own = scores[truth] - largest;
        double sum = 0;
        for (var k = 0; k < scores.Length; k++) sum += scores[k] = Math.Exp(scores[k] - largest);
        for (var k = 0; k < scores.Length; k++) scores[k] /= sum;
        scores[truth] -= 1;
        return Math.Log(sum) - own;
    }
}
