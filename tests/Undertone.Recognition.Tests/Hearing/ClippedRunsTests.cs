using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class ClippedRunsTests
{
    [Fact]
    public void Runs_of_three_and_more_at_full_scale_count_across_cuts()
    {
        float[] samples = [0, 1, 1, 0.5f, -1, -1, -1, -1, 0, 1, 1, 1];
        ClippedRuns.ShareOf(samples).ShouldBe(7.0 / 12);
        var runs = new ClippedRuns();
        foreach (var sample in samples) runs.Add([sample]);
        runs.Count.ShouldBe(7);
        runs.Peak.ShouldBe(1);
    }

    [Fact]
    public void What_stays_below_full_scale_is_not_clipped()
    {
        ClippedRuns.ShareOf([0.99f, 0.99f, 0.99f, 0.99f]).ShouldBe(0);
        ClippedRuns.ShareOf([]).ShouldBe(0);
    }
}
