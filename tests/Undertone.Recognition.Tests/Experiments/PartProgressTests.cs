using Undertone.Recognition.Experiments;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Experiments;

public sealed class PartProgressTests
{
    [Theory]
    [InlineData(6, 40)]
    [InlineData(1, 1)]
    [InlineData(25, 3)]
    public void The_share_of_the_whole_grows_over_all_parts_to_one(int parts, int epochs)
    {
        var watcher = new Watcher();
        var progress = new PartProgress(watcher, parts);
        for (var part = 0; part < parts; part++)
        {
            // A part may end before its last epoch.
            for (var epoch = 0; epoch <= (part % 2 == 0 ? epochs : epochs / 2); epoch++)
                progress.Report(new TrainingProgress("part", epoch, epochs) { Loss = epoch });
            progress.Done++;
        }

        var shares = watcher.Seen.Select(s => s.Overall!.Value).ToArray();
        shares.ShouldBe(shares.Order());
        shares[0].ShouldBe(0);
        if (parts % 2 == 1) shares[^1].ShouldBe(1, 1e-12);
        watcher.Seen.ShouldAllBe(s => s.Loss == s.Done);
    }
}
