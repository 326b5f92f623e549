using Undertone.Learning.Kernels;

namespace Undertone.Learning.Tests.Kernels;

public sealed class TeamTests
{
    [Fact]
    public void A_team_runs_every_task_once_and_hands_on_failures()
    {
        foreach (var threads in new[] { 1, 2, 5 })
        {
            for (var round = 0; round < 300; round++)
            {
                var counts = new int[round % 40];
                Team.Of(threads).Run(counts.Length, (task, worker) =>
                {
                    worker.ShouldBeInRange(0, threads - 1);
                    Interlocked.Increment(ref counts[task]);
                });
                counts.ShouldAllBe(c => c == 1);
            }

            Should.Throw<InvalidOperationException>(() => Team.Of(threads).Run(9, (task, _) =>
            {
                if (task == 5) throw new InvalidOperationException("five");
            })).Message.ShouldBe("five");
            var inner = 0;
            Team.Of(threads).Run(4, (_, _) => Team.Of(threads).Run(3, (_, _) => Interlocked.Increment(ref inner)));
            inner.ShouldBe(12);
        }
    }
}
