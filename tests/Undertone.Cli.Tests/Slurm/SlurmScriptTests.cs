using System.Diagnostics;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>The scripts as text, the sizes of arrays, and what squeue and scontrol print.</summary>
public sealed class SlurmScriptTests
{
    private static readonly string Program = string.Join(' ', OwnProgram.Words.Select(w => $"'{w}'"));

    private readonly SlurmScripts _scripts =
        new("/shared/a plan", "compare", SlurmSettings.Parse("partition=main,cpus=2,mem=4G,array=%20"));

    [Fact]
    public void A_task_does_its_unit_and_once_more_where_it_failed() => _scripts.Units(new SlurmArray(15, 1)).ShouldBe($$$"""
        #!/bin/sh
        #SBATCH --job-name=undertone-compare
        #SBATCH --partition=main
        #SBATCH --cpus-per-task=2
        #SBATCH --mem=4G
        #SBATCH --requeue
        #SBATCH --output="/shared/a plan/logs/slurm-%a.log"
        export DOTNET_PROCESSOR_COUNT="${DOTNET_PROCESSOR_COUNT:-${SLURM_CPUS_ON_NODE:-1}}"
        units=$SLURM_ARRAY_TASK_ID
        do_units() { {{{Program}}} jobs run '/shared/a plan' --unit "$units"; }
        # Once more where one failed; those that are whole are passed over.
        do_units || do_units

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_merge_waits_for_the_array_and_leaves_what_it_printed_and_its_exit_code()
    {
        _scripts.Merge().ShouldBe($$$"""
            #!/bin/sh
            #SBATCH --job-name=undertone-compare-merge
            #SBATCH --partition=main
            #SBATCH --cpus-per-task=2
            #SBATCH --mem=4G
            #SBATCH --requeue
            #SBATCH --output="/shared/a plan/logs/merge.log"
            export DOTNET_PROCESSOR_COUNT="${DOTNET_PROCESSOR_COUNT:-${SLURM_CPUS_ON_NODE:-1}}"
            own='/shared/a plan/slurm/merge.code'.$(uname -n)-$$.tmp
            {{{Program}}} jobs merge '/shared/a plan' > "$own"
            code=$?
            mv -f "$own" '/shared/a plan/logs/merge.out'
            echo "$code" > "$own" && mv -f "$own" '/shared/a plan/slurm/merge.code'
            exit "$code"

            """.ReplaceLineEndings("\n"));
        _scripts.SubmitUnits("1-15").ShouldBe(["--parsable", "--array=1-15%20", "/shared/a plan/slurm/units.sh"]);
        _scripts.SubmitMerge("7").ShouldBe(["--parsable", "--dependency=afterany:7", "/shared/a plan/slurm/merge.sh"]);
        _scripts.SubmitMerge(null).ShouldBe(["--parsable", "/shared/a plan/slurm/merge.sh"]);
    }

    [Theory]
    [InlineData(1, 1001, 1, 1)]
    [InlineData(1000, 1001, 1, 1000)]
    [InlineData(1001, 1001, 2, 501)]
    [InlineData(1500, 1001, 2, 750)]
    [InlineData(15, 4, 5, 3)]
    [InlineData(16, 4, 6, 3)]
    [InlineData(5, 2, 5, 1)]
    public void More_units_than_the_cluster_takes_are_several_a_task(int units, int maxArraySize, int perTask, int tasks)
    {
        var array = SlurmArray.Of(units, maxArraySize);
        (array.UnitsPerTask, array.Tasks).ShouldBe((perTask, tasks));
        array.Tasks.ShouldBeLessThan(maxArraySize);
        array.TaskOf(units).ShouldBe(tasks);
        array.RangeOf(Enumerable.Range(1, units)).ShouldBe(tasks == 1 ? "1" : $"1-{tasks}");
    }

    [Fact]
    public void A_cluster_without_arrays_is_refused() => Should.Throw<FailedException>(() => SlurmArray.Of(3, 0));

    [Theory]
    [InlineData(1, "1,3,4,5,9", "1,3-5,9")]
    [InlineData(2, "1,2,5,6,9", "1,3,5")]
    [InlineData(4, "4,5", "1-2")]
    public void What_is_not_whole_is_asked_for_alone(int perTask, string open, string range) =>
        new SlurmArray(9, perTask).RangeOf(open.Split(',').Select(n => int.Parse(n, null))).ShouldBe(range);

    [Theory]
    [InlineData(9, 4)]
    [InlineData(8, 4)]
    [InlineData(5, 5)]
    public void The_shell_gives_every_unit_to_one_task(int units, int perTask)
    {
        if (OperatingSystem.IsWindows()) return;
        var array = new SlurmArray(units, perTask);
        var lines = _scripts.Units(array).Split('\n');
        var reckoning = lines.SkipWhile(l => !l.StartsWith("first=", StringComparison.Ordinal))
            .TakeWhile(l => !l.StartsWith("do_units", StringComparison.Ordinal));
        var ranges = Enumerable.Range(1, array.Tasks).Select(task =>
        {
            var script = $"SLURM_ARRAY_TASK_ID={task}\n{string.Join('\n', reckoning)}\necho $units";
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true })!;
            return shell.StandardOutput.ReadToEnd().Trim();
        });
        ranges.SelectMany(r => UnitNumbers.Parse(r, units)).ShouldBe(Enumerable.Range(1, units));
    }

    [Fact]
    public void What_squeue_prints_is_read()
    {
        // As Slurm 22.05 prints it of an array of 20 with at most 3 at a time, and of the merge.
        var queue = SlurmQueue.Parse(
            "3|PENDING|JobArrayTaskLimit\n3|RUNNING|None\n3|COMPLETING|None\n3|RUNNING|None\n4|PENDING|Dependency\nslurm: warning\n");
        (queue.Has("3"), queue.Has("4"), queue.Has("5"), queue.Has(null)).ShouldBe((true, true, false, false));
        queue.TextOf("3").ShouldBe("3 running, others wait (JobArrayTaskLimit)");
        queue.TextOf("4").ShouldBe("0 running, others wait (Dependency)");
        queue.TextOf("5").ShouldBe("0 running");
        new SlurmClient(CancellationToken.None).Queue(null, null)!.Entries.ShouldBeEmpty("nobody is asked of no job");
    }

    [Theory]
    [InlineData("Configuration data as of 2026-01-01\nMaxArraySize            = 4096\nMaxBatchRequeue = 5\n", 4096)]
    [InlineData("MaxArraySize            = 0\n", 0)]
    [InlineData("MaxArraySize            = many\n", 1001)]
    [InlineData("", 1001)]
    public void The_largest_array_is_read(string configuration, int size) => SlurmClient.MaxArraySizeOf(configuration).ShouldBe(size);
}
