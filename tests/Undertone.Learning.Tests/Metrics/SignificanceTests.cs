using Undertone.Learning.Metrics;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Tests.Metrics;

public sealed class SignificanceTests
{
    [Fact]
    public void McNemars_test_agrees_with_scipy()
    {
        foreach (var row in GoldenJson.Load("basics.json").GetProperty("mcnemar").EnumerateArray())
        {
            var result = McNemar.FromCounts((int)row.Number("a"), (int)row.Number("b"));
            Close.Assert(
                [result.ExactP, result.ChiSquared, result.ChiSquaredP], [row.Number("exactP"), row.Number("chi"), row.Number("chiP")],
                1e-14, 1e-9, row.ToString());
        }
    }

    [Fact]
    public void McNemars_test_counts_the_samples_that_only_one_model_gets_right()
    {
        var result = McNemar.Test([0, 1, 2, 2, 1], [0, 1, 2, 0, 0], [0, 0, 0, 2, 0]);
        (result.OnlyFirstRight, result.OnlySecondRight).ShouldBe((2, 1));
        McNemar.Test([0, 1], [0, 1], [0, 1]).ExactP.ShouldBe(1);
    }

    [Fact]
    public void Intervals_over_groups_cover_the_true_value_about_as_often_as_they_say()
    {
        // 24 speakers whose own accuracies spread: the interval has to cover the mean over all possible speakers (0.6).
        var covered = 0;
        const int Trials = 200;
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new SplitMix64((ulong)trial);
            var (truth, predicted, groups) = (new int[24 * 20], new int[24 * 20], new string[24 * 20]);
            for (var s = 0; s < 24; s++)
            {
                var own = 0.4 + 0.4 * random.NextDouble();
                for (var i = 0; i < 20; i++)
                {
                    predicted[s * 20 + i] = random.NextDouble() < own ? 0 : 1;
                    groups[s * 20 + i] = "s" + s;
                }
            }

            var interval = Bootstrap.Interval(truth, predicted, groups, Scores.Accuracy, resamples: 400, seed: (ulong)trial);
            if (interval.Low <= 0.6 && 0.6 <= interval.High) covered++;
        }

        // 95 % less what a percentile interval of 24 groups is known to miss; three standard errors of 200 trials on either side.
        ((double)covered / Trials).ShouldBeInRange(0.87, 0.99);
    }

    [Fact]
    public void The_seed_fixes_an_interval_and_one_group_gives_a_point()
    {
        int[] truth = [0, 1, 0, 1, 1, 0], predicted = [0, 1, 1, 1, 0, 0];
        string[] groups = ["a", "a", "b", "b", "c", "c"];
        Bootstrap.Interval(truth, predicted, groups, Scores.Accuracy, seed: 4)
            .ShouldBe(Bootstrap.Interval(truth, predicted, groups, Scores.Accuracy, seed: 4));
        var point = Bootstrap.Interval(truth, predicted, [.. Enumerable.Repeat("a", 6)], Scores.Accuracy);
        (point.Low, point.High).ShouldBe((4 / 6.0, 4 / 6.0));
        Should.Throw<ArgumentException>(() => Bootstrap.Interval(truth, predicted, groups, Scores.Accuracy, level: 95))
            .Message.ShouldContain("between 0 and 1");
        Should.Throw<ArgumentException>(() => Bootstrap.Interval(truth, predicted, ["a"], Scores.Accuracy))
            .Message.ShouldContain("6 samples but 1 groups");
        Should.Throw<ArgumentException>(() => Bootstrap.Interval(groups, _ => double.NaN)).Message.ShouldContain("any draw");
    }
}
