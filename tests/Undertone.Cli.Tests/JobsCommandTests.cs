using System.Text.Json.Nodes;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tests;

/// <summary>Work in units, merged, is to the byte what the command itself leaves and prints.</summary>
public sealed class JobsCommandTests(TwoAndFourSpeakers data) : IClassFixture<TwoAndFourSpeakers>, IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string Svm = "train --recipe svm --folds 3";

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-jobs-").FullName;

    private string Plan => Path.Combine(_folder, "plan");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Svm + " --json", 3)]
    [InlineData("train --recipe mlp --set training.epochs=3 --folds 2 --seed 4 --importance --embedding-map", 2)]
    [InlineData("train --recipe mlp --set training.epochs=3 --protocol loso --normalisation speaker --no-refit", 4)]
    [InlineData("tune --recipe svm --grid model.C=1,10 --folds 2 --inner-folds 2 --json", 3)]
    [InlineData("tune --recipe svm --grid model.C=0.1..10:log --search tpe --trials 12 --folds 2 --inner-folds 2", 3)]
    public void Runs_in_units_have_the_bytes_of_one_process(string line, int units)
    {
        var whole = Cli.Run(OfData(line, "one"));
        whole.Code.ShouldBe(0, whole.Error);
        var merged = InUnits(OfData(line, "many"), units);
        merged.Code.ShouldBe(0, merged.Error);
        var (one, many) = (OnlyRun("one"), OnlyRun("many"));
        FolderDifference.First(one, many).ShouldBeNull();
        merged.Output.Replace(many, one, Ordinal).ShouldBe(whole.Output);
    }

    [Fact]
    public void A_comparison_in_units_has_the_bytes_of_one_process_but_for_times()
    {
        // Two corpora, of two speakers each.
        string[] emotions = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"];
        var rows = from file in FolderDifference.FilesOf(data.Four)
                   where file.EndsWith(".wav", Ordinal)
                   let parts = Path.GetFileNameWithoutExtension(file).Split('-')
                   let corpus = int.Parse(parts[6], null) <= 2 ? "first" : "second"
                   select $"{Path.Combine(data.Four, file)},{emotions[int.Parse(parts[2], null) - 1]},{parts[6]},{corpus}";
        var manifest = Path.Combine(_folder, "corpora.csv");
        File.WriteAllLines(manifest, ["path,emotion,speaker,corpus", .. rows]);

        string[] Line(string runs) =>
        [
            "compare", "--data", manifest, "--recipes", "svm,logistic-regression",
            "--protocol", "speaker-kfold", "--protocol", "random", "--folds", "2", "--cross-corpus", "--runs", Path.Combine(_folder, runs),
            "--cache", data.Cache,
        ];
        var whole = Cli.Run(Line("one"));
        whole.Code.ShouldBe(0, whole.Error);
        InUnits(Line("many"), units: 14).Code.ShouldBe(0);
        var (one, many) = (OnlyRun("one"), OnlyRun("many"));
        ComparisonFolders.ShouldBeEqualButForTimes(one, many, recipes: 4, data.Cache);
    }

    [Theory]
    [InlineData("--jsonl")]
    [InlineData("--json --segments")]
    [InlineData("--csv --segments --merge --adapt folder")]
    [InlineData("--top 2")]
    [InlineData("--rttm --window 1 --hop 0.5")]
    public void Predictions_in_units_have_the_bytes_of_one_process(string options)
    {
        var clips = Clips();
        string[] twice = options.Contains("--adapt", Ordinal) ? [] : [Path.Combine(clips, "c.wav")];
        string[] line = ["predict", clips, .. twice, Path.Combine(_folder, "none*.wav"), .. Words(options)];
        var whole = Cli.Run(line);
        whole.Code.ShouldBe(3, "one of the files is no audio");
        var merged = InUnits([.. line, "--shard-files", "2"], units: 4);
        (merged.Code, merged.Output).ShouldBe((3, whole.Output));
        Lines(merged.Error).ShouldBe(Lines(whole.Error));

        static string[] Lines(string error) => [.. error.Split('\n').Where(l => l.StartsWith("undertone: ", Ordinal))];
    }

    [Theory]
    [InlineData("--feature mfcc,rms", ".npz", 6)]
    [InlineData("--feature mfcc --pool mean,p90 --limit-per-speaker 20", ".csv", 4)]
    [InlineData("--embedding tiny", ".npy", 6)]
    public void Features_of_corpora_in_units_have_the_bytes_of_one_process(string options, string ending, int units) =>
        SameTable(["--data", data.Four, .. Words(options), "--shard-files", "20"], ending, units, code: 0);

    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void Features_of_files_in_units_have_the_bytes_of_one_process(string ending) =>
        SameTable([Clips(), "--feature", "mfcc", "--pool", "mean", "--shard-files", "3"], ending, units: 3, code: 3);

    [Fact]
    public void Two_processes_at_one_unit_leave_one_whole_result_and_a_killed_one_none()
    {
        PlanOf(OfData("train --recipe mlp --set training.epochs=40 --folds 2", "runs"));
        using (var killed = new ChildProcess("jobs", "run", Plan, "--unit", "2"))
        {
            while (!killed.HasExited && !Directory.Exists(Path.Combine(Plan, "units"))) Thread.Sleep(5);
            killed.KillAfter(TimeSpan.FromMilliseconds(20)).ShouldBeTrue("it was to be killed before its end");
        }

        States().ShouldBe(["missing", "missing"]);
        using (var one = new ChildProcess("jobs", "run", Plan, "--unit", "2"))
        using (var other = new ChildProcess("jobs", "run", Plan, "--unit", "2"))
        {
            foreach (var outcome in new[] { one.Wait(), other.Wait() }) outcome.Code.ShouldBe(0, outcome.Error);
        }

        Directory.GetFileSystemEntries(Path.Combine(Plan, "units")).Select(Path.GetFileName).ShouldBe(["2"]);
        var kept = Path.Combine(_folder, "kept");
        Directory.Move(Path.Combine(Plan, "units", "2"), kept);
        Cli.Run("jobs", "run", Plan, "--all").Code.ShouldBe(0);
        FolderDifference.First(kept, Path.Combine(Plan, "units", "2")).ShouldBeNull();
        States().ShouldBe(["whole", "whole"]);
        Cli.Run("jobs", "run", Plan, "--unit", "1-2").Error.ShouldBe("these units are whole already\n");
    }

    [SlowFact]
    public void A_unit_killed_at_any_moment_and_done_again_has_the_bytes_of_one_that_was_not()
    {
        PlanOf(OfData("train --recipe mlp --set training.epochs=300 --folds 2", "runs"));
        Cli.Run("jobs", "run", Plan, "--unit", "1").Code.ShouldBe(0);
        var (unit, whole) = (Path.Combine(Plan, "units", "1"), Path.Combine(_folder, "whole"));
        Directory.Move(unit, whole);
        var (random, killed) = (new Random(5), 0);
        for (var i = 0; i < 8; i++)
        {
            using (var child = new ChildProcess("jobs", "run", Plan, "--unit", "1"))
                killed += child.KillAfter(TimeSpan.FromSeconds(0.3 + (2 * random.NextDouble()))) ? 1 : 0;
            Cli.Run("jobs", "run", Plan, "--unit", "1").Code.ShouldBe(0);
            FolderDifference.First(whole, unit).ShouldBeNull($"kill {i}");
            Directory.GetFileSystemEntries(Path.Combine(Plan, "units")).Length.ShouldBe(1, "what the killed process left is gone");
            Directory.Delete(unit, recursive: true);
        }

        killed.ShouldBeGreaterThanOrEqualTo(4, "many were to be killed before their end");
    }

    [Fact]
    public void Units_that_are_not_whole_are_named_and_a_changed_file_too()
    {
        var own = Path.Combine(_folder, "own");
        foreach (var file in FolderDifference.FilesOf(data.Two))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(own, file))!);
            File.Copy(Path.Combine(data.Two, file), Path.Combine(own, file));
        }

        PlanOf(["train", "--data", own, "--recipe", "svm", "--folds", "2", "--cache", data.Cache, "--runs", Path.Combine(_folder, "runs")]);
        Cli.Run("jobs", "run", Plan, "--unit", "2").Code.ShouldBe(0);
        var merge = Cli.Run("jobs", "merge", Plan);
        merge.Code.ShouldBe(3);
        merge.Error.ShouldContain("1 of 2 units are not whole: 1 fold-1. Do them with 'undertone jobs run");

        var changed = Directory.GetFiles(own, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var audio = File.ReadAllBytes(changed);
        audio[^2] ^= 1;
        File.WriteAllBytes(changed, audio);
        var refused = Cli.Run("jobs", "run", Plan, "--unit", "1");
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain($"{changed} has changed since this was planned. Put it back as it was, or plan anew.");
        States().ShouldBe(["failed", "whole"]);
        var log = Path.Combine(Plan, "logs", "1.log");
        Cli.Run("jobs", "status", Plan).Output.ShouldContain($"{changed} has changed since this was planned");
        Cli.Run("jobs", "merge", Plan).Error.ShouldContain($"1 fold-1 (failed, {log})");

        audio[^2] ^= 1;
        File.WriteAllBytes(changed, audio);
        Cli.Run("jobs", "run", Plan, "--unit", "1").Code.ShouldBe(0);
        Cli.Run("jobs", "merge", Plan).Code.ShouldBe(0);
        File.Delete(changed);
        Directory.Delete(Path.Combine(Plan, "units", "1"), recursive: true);
        Cli.Run("jobs", "run", Plan, "--unit", "1").Error.ShouldContain($"{changed} is gone since this was planned");
    }

    [Fact]
    public void A_changed_recipe_or_model_is_refused()
    {
        var recipe = Path.Combine(_folder, "own.json");
        var text = Cli.Run("recipes", "show", "svm").Output;
        File.WriteAllText(recipe, text);
        PlanOf(OfData($"train --recipe {recipe} --folds 2", "runs"));
        File.WriteAllText(recipe, Cli.Run("recipes", "show", "svm", "--set", "model.C=7").Output);
        var refused = Cli.Run("jobs", "run", Plan, "--unit", "1");
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("the recipe svm has changed since this was planned");
    }

    [Theory]
    [InlineData("packageVersion", "\"0.0.1\"", "this plan was made by Undertone 0.0.1 and this is ")]
    [InlineData("vectorUnit", "\"AVX9\"", "this plan is for the vector unit AVX9 and this process has ")]
    [InlineData("format", "2", "plan.json: this file is damaged (format: ")]
    [InlineData("units", "[]", "plan.json: this file is damaged (units: there is none); plan anew.")]
    [InlineData("units", "7", "plan.json: this file is damaged (units: ")]
    [InlineData("command", "[\"serve\"]", "'serve' is no command that can be divided")]
    [InlineData("units[0].number", "2", "plan.json: this file is damaged (units[0].number: ")]
    [InlineData("units[0].files", "[0, 2147483647]", "(units[0].files: expected a range of the 120 files); plan anew.")]
    [InlineData("units[0].files", "[2147483647, 2147483647]", "(units[0].files: expected a range of the 120 files); plan anew.")]
    [InlineData("units[0].files", "[-1, 5]", "(units[0].files: expected a range of the 120 files); plan anew.")]
    [InlineData("units[0].files", "[0, 5]", "the command no longer divides into the units of this plan; plan anew.")]
    [InlineData("files[3].digest", "\"what\"", "(files[3].digest: expected hexadecimal digits); plan anew.")]
    [InlineData("files[3].digest", "\"00\"", "has changed since this was planned.")]
    public void A_plan_that_was_altered_is_refused(string place, string value, string reason)
    {
        PlanOf(OfData("train --recipe svm --folds 2", "runs"));
        var file = Path.Combine(Plan, "plan.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        var at = place.Split('.');
        var open = at[0].IndexOf('[', Ordinal);
        if (at.Length == 1) json[place] = JsonNode.Parse(value);
        else json[at[0][..open]]![int.Parse(at[0][(open + 1)..^1], null)]![at[1]] = JsonNode.Parse(value);
        File.WriteAllText(file, json.ToJsonString());
        var refused = Cli.Run("jobs", "run", Plan, "--all");
        refused.Code.ShouldBe(3, refused.Error);
        refused.Error.ShouldContain(reason);
        Directory.Exists(Path.Combine(Plan, "units", "1")).ShouldBeFalse();
    }

    [Fact]
    public void Lines_that_make_no_sense_are_refused()
    {
        var clip = Directory.GetFiles(data.Two, "*.wav", SearchOption.AllDirectories)[0];
        Cli.Run("jobs", "run", _folder, "--all").Error.ShouldContain("this is no folder of a plan (plan.json is missing)");
        var empty = Cli.Run("jobs", "plan", "predict", Path.Combine(_folder, "none*.wav"), "--out", Plan);
        (empty.Code, empty.Error.Contains("nothing to divide", Ordinal)).ShouldBe((3, true), empty.Error);
        Refused("train --data {data} --recipe svm --protocol none --out {plan}", "'none' has no folds");
        Refused("train --resume latest --out {plan}", "--resume cannot be divided into units");
        Refused("train --data {data} --recipe svm --verify-determinism --out {plan}", "--verify-determinism cannot be divided into units");
        Refused("predict - --out {plan}", "Units cannot read standard input");
        Refused("predict {clip} {clip} --adapt folder --out {plan}", "is named twice, and --adapt folder counts it twice");
        Refused("predict {data} --speak --out {plan}", "--speak cannot be divided into units");
        Refused("train --data {data} --recipe svm", "--out");
        PlanOf(OfData(Svm, "runs"));
        foreach (var (unit, reason) in new[]
        {
            ("0", "there are the units 1 to 3"), ("4", "there are the units 1 to 3"), ("2-9", "there are the units 1 to 3"),
            ("99999999999", "expected a number"), ("3-1", "expected a number"), ("one", "expected a number"),
            ("1-2-3", "expected a number"),
        })
        {
            var outcome = Cli.Run("jobs", "run", Plan, "--unit", unit);
            (unit, outcome.Code, outcome.Error.Contains(reason, Ordinal)).ShouldBe((unit, 2, true), outcome.Error);
        }

        Cli.Run("jobs", "run", Plan).Code.ShouldBe(2);
        Cli.Run("jobs", "run", Plan, "--all", "--unit", "1").Code.ShouldBe(2);
        PlanOf(OfData(Svm, "runs"));
        var other = Cli.Run(["jobs", "plan", .. OfData(Svm, "others"), "--out", Plan]);
        (other.Code, other.Error.Contains("this folder holds another plan", Ordinal)).ShouldBe((3, true), other.Error);

        void Refused(string line, string reason)
        {
            var words = line.Split(' ').Select(
                w => w.Replace("{data}", data.Two, Ordinal).Replace("{plan}", Plan, Ordinal).Replace("{clip}", clip, Ordinal));
            var outcome = Cli.Run(["jobs", "plan", .. words]);
            (line, outcome.Code, outcome.Error.Contains(reason, Ordinal)).ShouldBe((line, 2, true), outcome.Error);
        }
    }

    [Fact]
    public void A_damaged_part_is_refused_with_its_place()
    {
        var clips = Clips();
        PlanOf(["predict", clips, "--jsonl", "--shard-files", "2"]);
        Cli.Run("jobs", "run", Plan, "--all").Code.ShouldBe(0);
        var answers = Path.Combine(Plan, "units", "2", "answers.jsonl");
        var text = File.ReadAllText(answers);
        File.WriteAllText(answers, text[..^9]);
        var refused = Cli.Run("jobs", "merge", Plan);
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain($"{answers}: line 2 is damaged");
        File.WriteAllText(answers, text);
        File.Copy(Path.Combine(clips, "a.wav"), Path.Combine(clips, "z.wav"));
        Cli.Run("jobs", "merge", Plan).Error.ShouldContain("z.wav: this file is new since the plan was made");
    }

    private void SameTable(string[] words, string ending, int units, int code)
    {
        var (one, many) = (Path.Combine(_folder, "one" + ending), Path.Combine(_folder, "many" + ending));
        var plain = words[..^2];
        var whole = Cli.Run(["features", .. plain, "--output", one]);
        whole.Code.ShouldBe(code, whole.Error);
        var merged = InUnits(["features", .. words, "--output", many], units);
        merged.Code.ShouldBe(code, merged.Error);
        var (a, b) = (File.ReadAllBytes(one), File.ReadAllBytes(many));
        a.AsSpan().CommonPrefixLength(b).ShouldBe(a.Length, "the first byte that differs");
        b.Length.ShouldBe(a.Length);
    }

    /// <summary>Plans, does the last unit first and the others two at a time, and merges.</summary>
    private Cli.Outcome InUnits(string[] line, int units)
    {
        PlanOf(line);
        States().Length.ShouldBe(units);
        foreach (var asked in new[] { new[] { "--unit", $"{units}" }, ["--all", "--workers", "2"] })
        {
            var run = Cli.Run(["jobs", "run", Plan, .. asked]);
            run.Code.ShouldBe(0, run.Error);
        }

        States().ShouldAllBe(s => s == "whole");
        return Cli.Run("jobs", "merge", Plan);
    }

    private void PlanOf(string[] line)
    {
        var planned = Cli.Run(["jobs", "plan", .. line, "--out", Plan]);
        planned.Code.ShouldBe(0, planned.Error);
    }

    private string[] States() =>
        [.. Cli.Run("jobs", "status", Plan, "--json").Json["units"]!.AsArray().Select(u => (string)u!["state"]!)];

    private string[] OfData(string line, string runs) =>
        [.. Words(line), "--data", data.Four, "--runs", Path.Combine(_folder, runs), "--cache", data.Cache];

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string OnlyRun(string runs) => Directory.GetDirectories(Path.Combine(_folder, runs)).ShouldHaveSingleItem();

    /// <summary>Six clips and a file that is no audio.</summary>
    private string Clips()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "clips")).FullName;
        var clips = Directory.GetFiles(data.Four, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        string[] names = ["a", "b, c", "c", " d ", "ä", "f"];
        for (var i = 0; i < names.Length; i++) File.Copy(clips[i * 17], Path.Combine(folder, names[i] + ".wav"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "letter.wav"), "Dear reader, this is not audio.");
        return folder;
    }
}
