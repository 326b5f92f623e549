using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Training;

public sealed class SoftLabelTests
{
    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 1)]
    [InlineData(1, 5)]
    public void The_softened_answer_and_the_truth_have_their_shares(double weight, double temperature)
    {
        float[] answer = [0.64f, 0.16f, 0.04f, 0.16f];
        var plan = new DistillationPlan { Model = "m", Weight = weight, Temperature = temperature };
        var soft = SoftLabel.Of(answer, [0, 0.25f, 0.75f, 0], 0b0111, plan);
        var powers = answer.Select((a, c) => c < 3 ? Math.Pow(a, 1 / temperature) : 0).ToArray();
        for (var c = 0; c < 4; c++)
            soft[c].ShouldBe((float)(weight * powers[c] / powers.Sum() + ((1 - weight) * (c == 1 ? 0.25 : c == 2 ? 0.75 : 0))), 1e-6f);
    }

    [Fact]
    public void Without_a_share_or_without_an_answer_the_label_stays()
    {
        var none = new DistillationPlan { Model = "m", Weight = 0 };
        SoftLabel.Of([0.5f, 0.5f, 0], [0, 1, 0], ulong.MaxValue, none).ShouldBe([0, 1, 0]);
        SoftLabel.Of([1, 0, 0], [0, 1, 0], 0b110, none with { Weight = 0.8 }).ShouldBe([0, 1, 0]);
    }
}
