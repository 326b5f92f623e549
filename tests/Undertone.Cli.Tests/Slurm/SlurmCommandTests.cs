using System.Diagnostics;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>--slurm with scripts in place of Slurm's programs.</summary>
public sealed class SlurmCommandTests(TwoAndFourSpeakers data) : IClassFixture<TwoAndFourSpeakers>, IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-slurm-").FullName;

    private string Plan => Path.Combine(_folder, "train-plan");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixFact]
    public void The_work_of_an_array_has_the_bytes_of_one_process_and_is_not_done_twice()
    {
        var whole = Cli.Run(Line("one"));
        whole.Code.ShouldBe(0, whole.Error);
        var slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
        slurm.Works();
        var array = Run(slurm, [.. Line("many"), "--slurm", "partition=main,array=%1"]);
        array.Code.ShouldBe(0, array.Error);
        array.Error.ShouldContain("submitted: array 41, merge 42");
        slurm.Asked.ShouldBe(
        [
            $"--parsable --array=1-2%1 {Plan}/slurm/units.sh",
            $"--parsable --dependency=afterany:41 {Plan}/slurm/merge.sh",
        ]);
        var (one, many) = (OnlyRun("one"), OnlyRun("many"));
        FolderDifference.First(one, many).ShouldBeNull();
        array.Output.Replace(many, one, Ordinal).ShouldBe(whole.Output);

        var again = Run(slurm, [.. Line("many"), "--slurm", "partition=main,array=%1"]);
        (again.Code, again.Output).ShouldBe((0, array.Output), again.Error);
        again.Error.ShouldContain($"this plan is done already; delete {Plan} to do it anew");
        var joined = Run(slurm, "jobs", "status", Plan, "--follow");
        (joined.Code, joined.Output).ShouldBe((0, array.Output), joined.Error);
        slurm.Asked.Length.ShouldBe(2);
    }

    [UnixFact]
    public void A_unit_that_failed_is_named_with_its_log_and_what_is_not_whole_is_submitted_anew()
    {
        var own = Path.Combine(_folder, "own");
        foreach (var file in FolderDifference.FilesOf(data.Two))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(own, file))!);
            File.Copy(Path.Combine(data.Two, file), Path.Combine(own, file));
        }

        var changed = Directory.GetFiles(own, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var audio = File.ReadAllBytes(changed);
        audio[^2] ^= 1;
        var other = Path.Combine(_folder, "other.wav");
        File.WriteAllBytes(other, audio);
        var slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
        slurm.Works();
        slurm.Breaks($"cp '{other}' '{changed}'");
        string[] line =
        [
            "train", "--data", own, "--recipe", "svm", "--folds", "2", "--cache", data.Cache, "--runs", Path.Combine(_folder, "runs"),
            "--slurm", "cpus=1",
        ];
        var failed = Run(slurm, line);
        failed.Code.ShouldBe(3, failed.Error);
        failed.Output.ShouldBeEmpty();
        failed.Error.ShouldContain("2 of 2 units are not whole: 1 fold-1 (failed, ");
        failed.Error.ShouldContain($"unit 1 fold-1: failed: {Plan}: {changed} has changed since this was planned.");
        failed.Error.ShouldContain($"({Path.Combine(Plan, "logs", "2.log")})");
        File.ReadAllText(Path.Combine(Plan, "logs", "slurm-1.log")).Split("units failed").Length.ShouldBe(3, "it is tried twice");

        slurm.IsMended();
        audio[^2] ^= 1;
        File.WriteAllBytes(changed, audio);
        Cli.Run("jobs", "run", Plan, "--unit", "1").Code.ShouldBe(0);
        var mended = Run(slurm, line);
        mended.Code.ShouldBe(0, mended.Error);
        slurm.Asked[2].ShouldBe($"--parsable --array=2 {Plan}/slurm/units.sh");
        OnlyRun("runs");
    }

    [UnixFact]
    public void Jobs_are_left_by_an_interruption_and_joined_again()
    {
        var slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
        slurm.Queue("41|RUNNING|None\n41|PENDING|Resources\n42|PENDING|Dependency\n");
        string[] line = [.. Line("runs"), "--slurm", "cpus=1"];
        var jobs = Path.Combine(Plan, "slurm", "jobs.json");
        using (var left = new ChildProcess(slurm.Environment, line))
        {
            while (!left.HasExited && !(File.Exists(jobs) && File.ReadAllText(jobs).Contains("\"42\"", Ordinal))) Thread.Sleep(20);
            left.HasExited.ShouldBeFalse();
            using var interrupt = Process.Start("kill", ["-INT", $"{left.Id}"]);
            var outcome = left.Wait();
            outcome.Code.ShouldBe(130, outcome.Error);
            outcome.Error.ShouldContain($"the jobs go on; join them again with: undertone jobs status {Plan} --follow");
        }

        using (var joined = new ChildProcess(slurm.Environment, line))
        using (var followed = new ChildProcess(slurm.Environment, ["jobs", "status", Plan, "--follow"]))
        {
            followed.KillAfter(TimeSpan.FromSeconds(1)).ShouldBeTrue("it follows");
            File.WriteAllText(Path.Combine(Plan, "logs", "merge.out"), "what the merge printed\n");
            AtomicFile.WriteText(Path.Combine(Plan, "slurm", "merge.code"), "3\n");
            var outcome = joined.Wait();
            (outcome.Code, outcome.Output).ShouldBe((3, "what the merge printed\n"), outcome.Error);
        }

        slurm.Asked.Length.ShouldBe(2, "the jobs in the queue are joined, not submitted twice");
    }

    [SlowFact]
    public void A_merge_that_is_lost_is_told_after_a_while()
    {
        if (OperatingSystem.IsWindows()) return;
        var slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
        var lost = Run(slurm, [.. Line("runs"), "--slurm", "cpus=1"]);
        lost.Code.ShouldBe(1, lost.Error);
        lost.Error.ShouldContain($"{Plan}: the merge is not in Slurm's queue any more and left no result; ");
        slurm.Works();
        Run(slurm, [.. Line("runs"), "--slurm", "cpus=1"]).Code.ShouldBe(0);
        slurm.Asked.Length.ShouldBe(4);
        OnlyRun("runs");
    }

    [UnixFact]
    public void A_dry_run_prints_both_scripts_and_leaves_nothing()
    {
        var slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
        var printed = Run(slurm, [.. Line("runs"), "--slurm", $"mem=1G,plan={_folder}/elsewhere", "--dry-run"]);
        printed.Code.ShouldBe(0, printed.Error);
        var scripts = printed.Output.Split("# sbatch ");
        scripts[1].ShouldStartWith($"--parsable --array=1-2 {_folder}/elsewhere/slurm/units.sh\n#!/bin/sh\n");
        scripts[1].ShouldContain($" jobs run '{_folder}/elsewhere' --unit \"$units\"");
        scripts[2].ShouldStartWith($"--parsable --dependency=afterany:ARRAY {_folder}/elsewhere/slurm/merge.sh\n#!/bin/sh\n");
        scripts[2].ShouldContain("#SBATCH --mem=1G\n");
        slurm.Asked.ShouldBeEmpty();
        Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).ShouldBe(["bin"]);
    }

    [UnixFact]
    public void Without_Slurm_it_is_said_what_does_the_work_here()
    {
        // A PATH with the runtime alone.
        var bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet"), Tools.OwnProgram.Dotnet);
        using var child = new ChildProcess(new() { ["PATH"] = bin }, [.. Line("runs"), "--slurm", "cpus=1"]);
        var outcome = child.Wait();
        outcome.Code.ShouldBe(1, outcome.Error);
        outcome.Error.ShouldContain("sbatch: this program of Slurm is not on PATH");
        outcome.Error.ShouldContain($"undertone jobs run {Plan} --all --workers N does it on this machine");
        File.Exists(Path.Combine(Plan, "plan.json")).ShouldBeTrue();
    }

    [Fact]
    public void Lines_that_make_no_sense_are_refused()
    {
        Refused("--dry-run needs --slurm.", "train", "--data", data.Two, "--recipe", "svm", "--dry-run");
        Refused("--shard-files needs --slurm.", "predict", data.Two, "--shard-files", "5");
        Refused("there is no key 'nodes'", "predict", data.Two, "--slurm", "nodes=3");
        Refused("--resume cannot be divided into units", "train", "--resume", "latest", "--slurm", "cpus=1");
        Refused("Units cannot read standard input", "predict", "-", "--slurm", "cpus=1");
        Cli.Run("jobs", "plan", "train", "--data", data.Two, "--recipe", "svm", "--folds", "2", "--out", Plan).Code.ShouldBe(0);
        var joined = Cli.Run("jobs", "status", Plan, "--follow");
        (joined.Code, joined.Error.Contains("this plan was not submitted to Slurm", Ordinal)).ShouldBe((3, true), joined.Error);
        Refused("--json and --follow exclude each other", "jobs", "status", Plan, "--follow", "--json");
        Directory.CreateDirectory(Path.Combine(Plan, "slurm"));
        var jobs = Path.Combine(Plan, "slurm", "jobs.json");
        foreach (var text in new[] { "{", "[]", "{}", """{"array":"1;x","merge":"2","unitsPerTask":1}""", """{"unitsPerTask":0}""" })
        {
            File.WriteAllText(jobs, text);
            var damaged = Cli.Run("jobs", "status", Plan, "--follow");
            (text, damaged.Code).ShouldBe((text, 3), damaged.Error);
            damaged.Error.ShouldContain($"{jobs}: this file is damaged");
        }

        static void Refused(string reason, params string[] line)
        {
            var outcome = Cli.Run(line);
            (outcome.Code, outcome.Error.Contains(reason, Ordinal)).ShouldBe((2, true), outcome.Error);
        }
    }

    private string[] Line(string runs) =>
    [
        "train", "--data", data.Four, "--recipe", "svm", "--folds", "3", "--cache", data.Cache, "--runs", Path.Combine(_folder, runs),
    ];

    private static Cli.Outcome Run(FakeSlurm slurm, params string[] line)
    {
        using var child = new ChildProcess(slurm.Environment, line);
        return child.Wait();
    }

    private string OnlyRun(string runs) => Directory.GetDirectories(Path.Combine(_folder, runs)).ShouldHaveSingleItem();
}
