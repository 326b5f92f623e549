using System.Diagnostics;
using Undertone.Recognition.Files;
using Xunit.Abstractions;

namespace Undertone.Cli.Tests;

public sealed class UnkillableTrainingTests(TwoAndFourSpeakers data, ITestOutputHelper log) : IClassFixture<TwoAndFourSpeakers>, IDisposable
{
    private const string ConvolutionAndRecurrence = """
        {
          "name": "small-conv-lstm",
          "features": { "shape": "frames", "list": [{ "name": "mfcc", "n_mfcc": 13 }], "lengthSeconds": null },
          "model": { "kind": "network", "layers": [
            { "type": "conv1d", "filters": 8, "kernel": 3 }, { "type": "relu" }, { "type": "batch-norm" },
              { "type": "max-pool1d", "size": 4 },
            { "type": "dropout", "rate": 0.2 }, { "type": "lstm", "units": 8 } ] },
          "training": { "epochs": 60, "batch": 16, "ema": 0.99, "mixup": 0.2, "clipNorm": 1,
            "schedule": { "type": "reduce-on-plateau", "patienceEpochs": 1 },
            "earlyStopping": { "patience": 30, "validationShare": 0.3, "monitor": "uar" } }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SlowFact]
    public void A_run_killed_at_any_moment_and_resumed_ends_with_the_bytes_of_one_that_was_not()
    {
        var recipe = Path.Combine(_folder, "small-conv-lstm.json");
        File.WriteAllText(recipe, ConvolutionAndRecurrence);
        var random = new Random(5);
        // The first finds its features in a cache, so that most moments lie in training; the second is killed while it computes them, too.
        KillTenTimes(random, "mlp", "training.epochs=400", _ => data.Cache);
        KillTenTimes(random, recipe, "training.epochs=60", runs => Path.Combine(_folder, "cache-" + runs));
    }

    private void KillTenTimes(Random random, string recipe, string setting, Func<string, string> cacheOf)
    {
        var name = Path.GetFileNameWithoutExtension(recipe);
        Begin("first-" + name).Wait().Code.ShouldBe(0);
        var clock = Stopwatch.StartNew();
        var whole = Begin("whole-" + name);
        whole.Wait().Code.ShouldBe(0);
        var duration = clock.Elapsed;
        var expected = OnlyRun("whole-" + name)!;
        var killed = 0;
        for (var i = 0; i < 10; i++)
        {
            var runs = $"{name}-{i}";
            killed += Kill(Begin(runs), runs);
            if (OnlyRun(runs) is null)
            {
                // Killed before it had begun: there is nothing to resume.
                Begin(runs).Wait().Code.ShouldBe(0);
            }
            else
            {
                killed += Kill(Resume(runs), runs);
                var outcome = Resume(runs).Wait();
                outcome.Code.ShouldBe(0, outcome.Error);
            }

            FolderDifference.First(expected, OnlyRun(runs)!).ShouldBeNull($"{name}, kill {i}");
        }

        killed.ShouldBeGreaterThanOrEqualTo(5, "many were to be killed before their end");

        int Kill(ChildProcess child, string runs)
        {
            var moment = duration * random.NextDouble();
            var alive = child.KillAfter(moment);
            child.Dispose();
            var left = OnlyRun(runs) is { } run ? FolderDifference.FilesOf(run) : [];
            string[] ends = ["last", "fold.json", ".tmp"];
            var telling = string.Join(' ', left.Where(f => ends.Any(e => f.EndsWith(e, StringComparison.Ordinal))));
            var what = alive ? "killed" : "ended";
            var when = $"{moment.TotalSeconds:0.00} s of {duration.TotalSeconds:0.00} s";
            log.WriteLine($"{runs}: {what} within {when}, leaving {left.Count} files: {telling}");
            return alive ? 1 : 0;
        }

        ChildProcess Begin(string runs) => new(
            "train", "--data", data.Four, "--recipe", recipe, "--set", setting, "--folds", "2", "--seed", "3", "--embed-audio",
            "--runs", Path.Combine(_folder, runs), "--cache", cacheOf(runs));
        ChildProcess Resume(string runs) => new("train", "--resume", OnlyRun(runs)!, "--cache", cacheOf(runs));
    }

    [SlowFact]
    public void Ctrl_C_ends_with_130_and_says_how_to_go_on_to_the_same_bytes()
    {
        if (OperatingSystem.IsWindows()) return;
        using var whole = Train("whole");
        whole.Wait().Code.ShouldBe(0);
        using var child = Train("interrupted");
        while (!child.HasExited
            && !(OnlyRun("interrupted") is { } begun && File.Exists(Path.Combine(begun, "folds", "1", "checkpoints", "last"))))
        {
            Thread.Sleep(5);
        }
        Process.Start("kill", ["-INT", $"{child.Id}"]).WaitForExit();
        var outcome = child.Wait();
        var run = OnlyRun("interrupted")!;
        outcome.Code.ShouldBe(130, outcome.Error);
        outcome.Error.ShouldContain($"undertone train --resume \"{run}\"");
        Directory.GetFiles(run, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(Path.Combine(run, "model.undertone")).ShouldBeFalse("the run was to be interrupted before its end");
        Cli.Run("train", "--resume", run, "--cache", data.Cache).Code.ShouldBe(0);
        FolderDifference.First(OnlyRun("whole")!, run).ShouldBeNull();

        // Long enough that a busy machine still has time to send the signal.
        ChildProcess Train(string runs) => new(Arguments(runs, "training.epochs=3000"));
    }

    [Fact]
    public void A_finished_run_is_resumed_without_training_and_one_whose_data_changed_is_refused()
    {
        var own = Path.Combine(_folder, "data");
        Copy(data.Two, own);
        Cli.Run(["train", "--data", own, .. Arguments("runs", "training.epochs=2")[3..]]).Code.ShouldBe(0);
        var run = OnlyRun("runs")!;
        var copy = Path.Combine(_folder, "copy");
        Copy(run, copy);
        var checkpoint = Path.Combine(run, "folds", "1", "checkpoints", "last");
        var written = File.GetLastWriteTimeUtc(checkpoint);
        // Without a cache a run that trained again would make one.
        var cache = Path.Combine(_folder, "other-cache");
        Cli.Run("train", "--resume", run, "--cache", cache).Code.ShouldBe(0);
        FolderDifference.First(copy, run).ShouldBeNull();
        File.GetLastWriteTimeUtc(checkpoint).ShouldBe(written);
        Directory.Exists(cache).ShouldBeFalse();

        var files = Directory.GetFiles(own, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var audio = File.ReadAllBytes(files[0]);
        audio[^2] ^= 1;
        File.WriteAllBytes(files[0], audio);
        File.Delete(files[1]);
        var refused = Cli.Run("train", "--resume", run, "--cache", cache);
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain(
            $"1 file gone: Actor_01/{Path.GetFileName(files[1])}; 1 file changed: Actor_01/{Path.GetFileName(files[0])}");
        FolderDifference.First(copy, run).ShouldBeNull();
    }

    [Fact]
    public void Training_that_diverges_ends_with_1_and_leaves_a_checkpoint_before_the_step()
    {
        var outcome = Cli.Run(
            [.. Arguments("runs", "training.epochs=2"), "--set", """training.optimizer={"type":"sgd","learningRate":1000}"""]);
        outcome.Code.ShouldBe(1);
        string[] parts =
        [
            "Training diverged in epoch ", ", batch ", "at learning rate 1000", "--set training.optimizer.learningRate=100",
            "--set training.clipNorm=1", OnlyRun("runs")!,
        ];
        foreach (var part in parts) outcome.Error.ShouldContain(part);
        File.Exists(Path.Combine(OnlyRun("runs")!, "folds", "1", "checkpoints", "last")).ShouldBeTrue();
        Cli.Run([.. Arguments("refused", "training.optimizer.learningRate=1e9")]).Code.ShouldBe(3, "no optimiser takes such a rate");
    }

    [Fact]
    public void A_run_folder_that_cannot_be_written_ends_with_1_and_goes_on_when_it_can_be()
    {
        if (OperatingSystem.IsWindows()) return;
        Cli.Run(Arguments("whole", "training.epochs=4")).Code.ShouldBe(0);
        Copy(OnlyRun("whole")!, Path.Combine(_folder, "broken", "run"));
        var run = OnlyRun("broken")!;
        var fold = Path.Combine(run, "folds", "2");
        foreach (var missing in new[] { Path.Combine(run, "model.undertone"), Path.Combine(run, "report.html") }) File.Delete(missing);
        // A file where a folder is wanted stops every user, even the one that may write anywhere.
        Directory.Delete(fold, recursive: true);
        File.WriteAllText(fold, "");
        var before = File.ReadAllBytes(Path.Combine(run, "folds", "1", "checkpoints", "last"));
        var outcome = Cli.Run("train", "--resume", run, "--cache", data.Cache);
        outcome.Code.ShouldBe(1, outcome.Error);
        outcome.Error.ShouldContain($"undertone train --resume \"{run}\"");
        File.ReadAllBytes(Path.Combine(run, "folds", "1", "checkpoints", "last")).ShouldBe(before);
        File.Delete(fold);
        Cli.Run("train", "--resume", run, "--cache", data.Cache).Code.ShouldBe(0);
        FolderDifference.First(OnlyRun("whole")!, run).ShouldBeNull();
    }

    [Fact]
    public void Verify_determinism_trains_with_one_thread_and_with_several_and_compares_all_files()
    {
        var outcome = Cli.Run(
            "train", "--data", data.Two, "--recipe", "mlp", "--folds", "2", "--threads", "3", "--verify-determinism", "--json");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Json.ToJsonString().ShouldBe("""{"equal":true,"files":22,"threads":[1,3],"difference":null}""");
    }

    [Fact]
    public void Folders_differ_by_a_byte_or_by_a_file()
    {
        var (one, other) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "other"));
        Copy(Path.Combine(data.Two, "Actor_01"), one);
        Copy(one, other);
        FolderDifference.First(one, other).ShouldBeNull();
        var file = Directory.GetFiles(one).Order(StringComparer.Ordinal).First();
        var bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1;
        File.WriteAllBytes(file, bytes);
        FolderDifference.First(one, other).ShouldBe($"{Path.GetFileName(file)} differs at byte 100");
        File.Delete(file);
        FolderDifference.First(one, other).ShouldBe($"{Path.GetFileName(file)} is only in the second");
        FolderDifference.First(other, one).ShouldBe($"{Path.GetFileName(file)} is only in the first");
    }

    private string[] Arguments(string runs, string setting) =>
    [
        "train", "--data", data.Two, "--recipe", "mlp", "--set", setting, "--folds", "2",
        "--runs", Path.Combine(_folder, runs), "--cache", data.Cache,
    ];

    private string? OnlyRun(string runs)
    {
        var folder = Path.Combine(_folder, runs);
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder).SingleOrDefault(d => !d.EndsWith(".tmp", StringComparison.Ordinal))
            : null;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in FolderDifference.FilesOf(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, file))!);
            File.Copy(Path.Combine(from, file), Path.Combine(to, file));
        }
    }
}
