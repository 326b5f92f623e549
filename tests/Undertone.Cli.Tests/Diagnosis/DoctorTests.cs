using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Cli.Commands;
using Undertone.Cli.Diagnosis;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tests.Diagnosis;

/// <summary>What is there is told with its version, what is not with its remedy, and only what is needed fails the command.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-doctor-").FullName;

    private static string[] Optional =>
        ["ffmpeg", "recording", "playing", .. Speaker.Known.Select(s => s.Name), .. WordRecognizer.Known.Select(r => r.Tool)];

    private static string[] All =>
    [
        "version", "runtime", "vector unit", "processors", "memory", .. EmotionRecognizer.BuiltInNames, .. Optional,
        "feature cache", "runs", "terminal", "service", "ONNX Runtime",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_any_program_each_is_missing_with_a_remedy_and_nothing_fails()
    {
        var (code, output, findings) = Look(_ => null);
        code.ShouldBe(ExitCode.Done, output);
        findings.Select(f => f.Name).ShouldBe(All);
        findings.Where(f => Optional.Contains(f.Name)).ShouldAllBe(
            f => f.State == FindingState.Missing && f.Found.StartsWith("not on PATH", StringComparison.Ordinal));
        findings.ShouldAllBe(f => f.State == FindingState.Ok == (f.Remedy == null));
        findings.ShouldAllBe(f => f.Found.Length > 0 && f.Purpose.Length > 0);
    }

    [UnixFact]
    public void Programs_that_are_there_are_told_with_their_versions()
    {
        Tool("ffmpeg", "echo 'ffmpeg version 7.1-test Copyright (c) the FFmpeg developers'; echo 'built with gcc 12'");
        Tool("ffprobe", "exit 1");
        Tool("espeak-ng", "echo 'eSpeak NG text-to-speech: 1.52.0  Data at: /usr/lib'");
        Tool("pocketsphinx", "exit 1");
        var (_, _, findings) = Look(FindHere);
        Of(findings, "ffmpeg").ShouldBe((FindingState.Ok, "7.1-test"));
        Of(findings, "espeak-ng").ShouldBe((FindingState.Ok, "1.52.0"));
        Of(findings, "recording").ShouldBe((FindingState.Ok, "ffmpeg"));
        Of(findings, "pocketsphinx").ShouldBe((FindingState.Ok, "on PATH"));
        Of(findings, "playing").State.ShouldBe(FindingState.Missing);
    }

    [UnixFact]
    public void Programs_that_do_not_work_are_warnings_and_fail_nothing()
    {
        Tool("ffmpeg", "echo 'libavcodec.so: no such file' >&2; exit 127");
        Tool("espeak-ng", "exec sleep 60");
        var (code, _, findings) = Look(FindHere);
        code.ShouldBe(ExitCode.Done);
        Of(findings, "ffmpeg").ShouldBe((FindingState.Warning, "on PATH, but it fails (libavcodec.so: no such file)"));
        Of(findings, "espeak-ng").ShouldBe((FindingState.Warning, "on PATH, but it does not answer in 0.5 s"));

        Tool("ffmpeg", "echo 'ffmpeg version 7.1'");
        Of(Look(FindHere).Findings, "ffmpeg").ShouldBe((FindingState.Warning, "7.1, without ffprobe"));
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("cache", "below")]
    public void A_cache_that_is_a_file_or_lies_below_one_fails(params string[] path)
    {
        File.WriteAllText(Path.Combine(_folder, "cache"), "");
        var (code, output, findings) = Look(_ => null, cache: Path.Combine([_folder, .. path]));
        code.ShouldBe(ExitCode.Failed);
        Of(findings, "feature cache").State.ShouldBe(FindingState.Broken);
        Of(findings, "feature cache").Found.ShouldEndWith("is a file");
        output.ShouldContain("--cache DIR");
        output.TrimEnd().ShouldEndWith("Broken: feature cache.");
    }

    [NotRootFact]
    public void A_cache_that_cannot_be_written_fails_and_runs_that_cannot_are_a_warning()
    {
        if (OperatingSystem.IsWindows()) return;
        var closed = Directory.CreateDirectory(Path.Combine(_folder, "closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Of(Look(_ => null, cache: closed).Findings, "feature cache").State.ShouldBe(FindingState.Broken);
        Of(Look(_ => null, runs: closed).Findings, "runs").State.ShouldBe(FindingState.Warning);
    }

    [Fact]
    public void The_cache_is_told_with_its_size_and_left_as_it_is()
    {
        var features = Directory.CreateDirectory(Path.Combine(_folder, "cache", "features", "ab")).FullName;
        File.WriteAllBytes(Path.Combine(features, "ab.features"), new byte[1_500_000]);
        var (_, _, findings) = Look(_ => null);
        Of(findings, "feature cache").Found.ShouldEndWith(": 1 files, 1.5 MB");
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_model_that_is_damaged_is_broken()
    {
        var file = Path.Combine(_folder, "base.undertone");
        File.WriteAllText(file, "no model");
        var finding = ModelChecks.Findings(["base"], _ => EmotionRecognizer.Load(file)).ShouldHaveSingleItem();
        finding.State.ShouldBe(FindingState.Broken);
        finding.Found.ShouldStartWith("cannot be loaded (");
        finding.Remedy.ShouldNotBeNull().ShouldContain("Install Undertone again");
    }

    [Fact]
    public void Text_keeps_to_eighty_columns_and_its_own_and_tells_what_json_tells()
    {
        var (_, output, findings) = Look(_ => null);
        var lines = output.Split('\n');
        lines.ShouldAllBe(l => l.Length <= 80 && l == l.TrimEnd());
        var column = 9 + All.Max(n => n.Length) + 2;
        var body = lines.TakeWhile(l => l.Length > 0).ToArray();
        body.ShouldAllBe(l => l[column - 1] == ' ' && l[column] != ' ');
        body.Where(l => l[0] != ' ').Select(l => l[9..column].TrimEnd()).ShouldBe(All);

        var json = JsonNode.Parse(Told(_ => null, json: true).Output)!;
        json["works"]!.GetValue<bool>().ShouldBeTrue();
        var told = json["findings"]!.AsArray().Select(f => f!.AsObject()).ToArray();
        told.ShouldAllBe(f => f.Select(p => p.Key).SequenceEqual(new[] { "group", "name", "state", "found", "purpose", "remedy" }));
        told.Select(f => (f["name"]!.GetValue<string>(), f["state"]!.GetValue<string>(), (string?)f["remedy"]))
            .ShouldBe(findings.Select(f => (f.Name, f.State.ToString().ToLowerInvariant(), f.Remedy)));
    }

    [Fact]
    public void The_home_of_the_user_is_not_told()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var (_, _, findings) = Look(_ => null, cache: Path.Combine(home, "no-such-cache-anywhere"));
        Of(findings, "feature cache").Found.ShouldStartWith("~" + Path.DirectorySeparatorChar + "no-such-cache-anywhere: ");
    }

    [Fact]
    public void The_program_answers_with_an_empty_path()
    {
        var start = new ProcessStartInfo(
            Cli.Command[0], [.. Cli.Command[1..], "doctor", "--json", "--cache", Path.Combine(_folder, "cache")])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        start.Environment["PATH"] = _folder;
        using var process = Process.Start(start)!;
        var json = JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, json.ToJsonString());
        var states = json["findings"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => (string)f!["state"]!);
        foreach (var name in Optional) states[name].ShouldBe("missing", name);
        json["findings"]![0]!["found"]!.GetValue<string>().ShouldBe(PackageVersion.Text);
    }

    private static (FindingState State, string Found) Of(IReadOnlyList<Finding> findings, string name)
    {
        var finding = findings.Single(f => f.Name == name);
        return (finding.State, finding.Found);
    }

    private string? FindHere(string name) => Path.Combine(_folder, "tools", name) is var file && File.Exists(file) ? file : null;

    private void Tool(string name, string script) => _ = new FakeTool(Path.Combine(_folder, "tools"), name, script);

    private (int Code, string Output, IReadOnlyList<Finding> Findings) Look(
        Func<string, string?> find, string? cache = null, string? runs = null)
    {
        var (code, output, settings) = Told(find, cache: cache, runs: runs);
        return (code, output, Doctor.Look(settings, CancellationToken.None));
    }

    private (int Code, string Output, DoctorSettings Settings) Told(
        Func<string, string?> find, bool json = false, string? cache = null, string? runs = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var settings = new DoctorSettings(new Terminal(output, TextWriter.Null, () => Stream.Null, interactive: false))
        {
            Find = find,
            Patience = TimeSpan.FromSeconds(0.5),
            Cache = cache ?? Path.Combine(_folder, "cache"),
            Runs = runs ?? Path.Combine(_folder, "runs"),
        };
        var code = DoctorCommand.Tell(settings, json, CancellationToken.None);
        return (code, output.ToString(), settings);
    }
}
