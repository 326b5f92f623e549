using Undertone.Learning.Neural.Losses;

namespace Undertone.Learning.Tests.Neural;

/// <summary>The loss against shares of several classes, as raters' votes give them.</summary>
public sealed class SoftTargetLossTests
{
    private const int Classes = 4;
    private static readonly float[] Votes = [0.75f, 0.25f, 0, 0, 0.125f, 0.25f, 0.125f, 0.5f, 0, 0, 1, 0];
    private static readonly float[] Weights = [1, 0.5f, 2];

    [Fact]
    public void It_is_the_cross_entropy_of_the_shares()
    {
        var logits = Logits();
        var (sum, weight) = new ClassificationLoss(new LossOptions(), null).Compute(logits, Votes, Weights, [], Classes, []);
        var expected = 0.0;
        for (var i = 0; i < Weights.Length; i++)
        {
            var row = logits.AsSpan(i * Classes, Classes).ToArray();
            var whole = Math.Log(row.Sum(l => Math.Exp(l)));
            for (var c = 0; c < Classes; c++) expected -= Weights[i] * Votes[i * Classes + c] * (row[c] - whole);
        }

        sum.ShouldBe(expected, 1e-9);
        weight.ShouldBe(3.5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0, 2)]
    public void Its_gradient_is_the_central_difference(double smoothing, double gamma)
    {
        var (logits, gradient) = (Logits(), new float[Votes.Length]);
        var loss = new ClassificationLoss(new LossOptions { LabelSmoothing = smoothing, FocalGamma = gamma }, [1, 2, 0.5f, 1]);
        double Mean() => loss.Compute(logits, Votes, Weights, [], Classes, []) is var (sum, weight) ? sum / weight : 0;
        loss.Compute(logits, Votes, Weights, [], Classes, gradient);
        for (var i = 0; i < logits.Length; i++)
        {
            var at = logits[i];
            var (above, below) = (at + 0.0078125f, at - 0.0078125f);
            logits[i] = above;
            var high = Mean();
            logits[i] = below;
            var low = Mean();
            logits[i] = at;
            gradient[i].ShouldBe((float)((high - low) / (above - below)), 2e-5f, $"logit {i}");
        }
    }

    private static float[] Logits() => [0.5f, -1, 2, 0.25f, 1.5f, 0, -0.75f, 0.5f, -2, 1, 0.75f, -0.25f];
}
