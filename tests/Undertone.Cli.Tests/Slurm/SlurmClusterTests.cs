using Undertone.Recognition.Corpora.Synthesis;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>--slurm on a Slurm of two nodes, both of which are lost.</summary>
public sealed class SlurmClusterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-slurm-").FullName;

    private string Cache => Path.Combine(_folder, "cache");

    private string Units => Path.Combine(_folder, "plan", "units");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SlurmFact]
    public void A_comparison_on_nodes_that_are_lost_has_the_bytes_of_one_machine()
    {
        SyntheticCorpus.Write(Path.Combine(_folder, "corpus"), new SyntheticCorpusOptions { Speakers = 5 });
        var whole = Cli.Run(Line("one"));
        whole.Code.ShouldBe(0, whole.Error);

        using var cluster = new SlurmCluster();
        string[] slurm = ["--slurm", $"partition=main,cpus=1,mem=1M,array=%8,plan={_folder}/plan"];
        using var submitted = new ChildProcess(cluster.Environment, [.. Line("many"), .. slurm]);

        // One of the first node's processes stops in the midst of a unit; its daemon dies, and the unit is done anew beside it.
        var (process, unit, unfinished) = StopWithinUnit(cluster, submitted);
        cluster.KillDaemon("n1");
        cluster.SetDown("n1");
        // The second node goes with all of its work, and comes back.
        Waiting.Until(() => cluster.ProcessesOf("n2").Length > 0 || submitted.HasExited, 60, "the second node works");
        cluster.KillNode("n2").ShouldBeGreaterThan(0);
        cluster.SetDown("n2");
        cluster.StartNode("n2");

        // Two writers: the second copy is done, the first goes on and finds its place taken by the same bytes.
        var done = Path.Combine(Units, unit);
        Waiting.Until(() => Directory.Exists(done), 120, $"unit {unit} is done a second time");
        Directory.Exists(unfinished).ShouldBeTrue("the first writer has not ended");
        var times = TimesOf(done);
        SlurmCluster.Signal(process, "CONT");
        Waiting.Until(() => !Directory.Exists(unfinished), 60, "the first writer ends");
        TimesOf(done).ShouldBe(times, "the first result stays");

        var outcome = submitted.Wait();
        outcome.Code.ShouldBe(0, outcome.Error);
        Directory.GetFileSystemEntries(Units).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 15).Select(n => $"{n}").Order(StringComparer.Ordinal));
        ComparisonFolders.ShouldBeEqualButForTimes(OnlyRun("one"), OnlyRun("many"), recipes: 3, Cache);
    }

    /// <summary>Stops a process of the first node between the beginning and the end of a unit's work.</summary>
    private (int Process, string Unit, string Unfinished) StopWithinUnit(SlurmCluster cluster, ChildProcess submitted)
    {
        (int, string, string)? found = null;
        Waiting.Until(() => (found = TryStop(cluster)) is not null || submitted.HasExited, 60, "the first node is at a unit");
        return found ?? throw new ShouldAssertException("the work was done before a unit was seen: " + submitted.Wait().Error);
    }

    private (int Process, string Unit, string Unfinished)? TryStop(SlurmCluster cluster)
    {
        if (!Directory.Exists(Units)) return null;
        foreach (var folder in Directory.GetDirectories(Units, "*.tmp"))
        {
            // 3.MACHINE-PROCESS-COUNT.tmp
            var parts = Path.GetFileName(folder).Split('.', '-');
            var process = int.Parse(parts[2], null);
            if (!cluster.IsOf(process, "SLURMD_NODENAME=n1")) continue;
            SlurmCluster.Signal(process, "STOP");
            if (Directory.Exists(folder) && !Directory.Exists(Path.Combine(Units, parts[0]))) return (process, parts[0], folder);
            SlurmCluster.Signal(process, "CONT");
        }

        return null;
    }

    private string[] Line(string runs) =>
    [
        "compare", "--data", Path.Combine(_folder, "corpus"), "--recipes", "knn,decision-tree,svm", "--folds", "5", "--cache", Cache,
        "--runs", Path.Combine(_folder, runs),
    ];

    private static (string, DateTime)[] TimesOf(string folder) =>
        [.. FolderDifference.FilesOf(folder).Select(f => (f, File.GetLastWriteTimeUtc(Path.Combine(folder, f))))];

    private string OnlyRun(string runs) => Directory.GetDirectories(Path.Combine(_folder, runs)).ShouldHaveSingleItem();
}
