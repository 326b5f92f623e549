using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests;

/// <summary>No result is lost without a word: a failed write on standard output is an error; a reader that went away is none.</summary>
public sealed class StandardOutputTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private const int NoSpace = 28; // ENOSPC
    private const int BrokenPipe = 32; // EPIPE
    private static int _outputs;

    /// <summary>Every command and sub-command there is, found in the help texts.</summary>
    public static TheoryData<string> Commands() => [.. Below("").Prepend("")];

    /// <summary>Command lines that print a result; {clip}, {corpus}, {model}, {out} and {cache} stand for paths.</summary>
    public static TheoryData<string> Results() =>
    [
        "predict {clip}",
        "predict {clip} {clip}",
        "predict {clip} --segments",
        "predict {clip} --json",
        "predict {clip} --json --segments",
        "predict {clip} --jsonl",
        "predict {clip} --csv",
        "predict {clip} --csv --segments",
        "models list",
        "models list --json",
        "models show {model}",
        "models show {model} --json",
        "models summary mlp",
        "models schema",
        "corpus info {corpus}",
        "corpus info {corpus} --json",
        "corpus check {corpus}",
        "corpus check {corpus} --json",
        "corpus list {corpus}",
        "corpus list {corpus} --json",
        "synth-corpus {out} --speakers 1",
        "synth-corpus {out} --speakers 1 --json",
        "cache info",
        "cache info --json",
        "evaluate --model {model} --data {corpus} --cache {cache}",
        "evaluate --model {model} --data {corpus} --cache {cache} --json",
        "train --recipe decision-tree --data {corpus} --protocol none --runs {out} --cache {cache}",
        "train --recipe decision-tree --data {corpus} --protocol none --runs {out} --cache {cache} --json",
        "--version",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_on_a_full_disk_fails(string command)
    {
        var outcome = RunOn(NoSpace, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        (outcome.Code, outcome.Error).ShouldBe((1, Full));
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_on_a_full_disk_fails_with_one_sentence(string line)
    {
        var outcome = RunOn(NoSpace, Words(line));
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldEndWith(Full);
        Regex.Count(outcome.Error, "standard output").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void A_reader_that_has_enough_is_no_error(string line)
    {
        var outcome = RunOn(BrokenPipe, Words(line));
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Error.ShouldNotContain("undertone: ");
    }

    [Fact]
    public void A_reader_that_has_enough_ends_the_work()
    {
        var files = Directory.GetFiles(data.Corpus, "*.wav", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(100);
        var stream = new RowsThenBroken(rows: 3);
        using var output = new StreamWriter(new ResultStream(stream), new UTF8Encoding(false));
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, () => Stream.Null, interactive: false);
        CommandLine.Run(["predict", .. files, "--model", data.Model, "--csv"], terminal, CancellationToken.None).ShouldBe(0);
        stream.Writes.ShouldBe(4, "each row is passed on when it is made, and after the failed one there is no other");
        error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--csv")]
    [InlineData("--jsonl")]
    [InlineData("--json")]
    public void What_was_answered_before_an_interruption_is_printed_and_whole(string format)
    {
        using var interruption = new CancellationTokenSource();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var clip = File.ReadAllBytes(data.Clip);
        // Standard input is the third file; it never comes, and the interruption does.
        Stream Hanging()
        {
            interruption.CancelAfter(300);
            return new HangingStream();
        }

        var terminal = new Terminal(output, error, Hanging, interactive: false);
        var second = data.PathOf("second.wav");
        File.WriteAllBytes(second, clip);
        string[] line = ["predict", data.Clip, second, "-", "--model", data.Model, format, "--threads", "1"];
        var code = CommandLine.Run(line, terminal, interruption.Token);
        code.ShouldBe(130);
        error.ToString().ShouldBe("undertone: interrupted\n");
        var text = output.ToString();
        text.ShouldEndWith("\n");
        var lines = text.TrimEnd('\n').Split('\n');
        if (format == "--csv") lines.Length.ShouldBe(3);
        else if (format == "--jsonl") lines.Select(l => (string)JsonNode.Parse(l)!["file"]!).ShouldBe([data.Clip, second]);
        else
        {
            var json = JsonNode.Parse(text)!;
            json["results"]!.AsArray().Select(r => (string)r!["file"]!).ShouldBe([data.Clip, second]);
            ((bool)json["interrupted"]!).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(">/dev/full", 1, "standard output cannot be written (No space left on device)")]
    [InlineData(">&-", 1, "standard output cannot be written (it is closed)")]
    [InlineData("<&-", 0, "")]
    [InlineData("2>&-", 0, "")]
    [InlineData("2>/dev/full", 0, "")]
    [InlineData("| true", 0, "")]
    public void A_process_meets_real_descriptors(string redirection, int code, string message)
    {
        if (!OperatingSystem.IsLinux()) return;
        var outcome = Shell($"predict '{data.Clip}' --model '{data.Model}' {redirection}");
        outcome.Code.ShouldBe(code, outcome.Error);
        if (message.Length > 0) outcome.Error.ShouldContain(message);
        else outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public void A_device_as_the_output_takes_the_bytes_and_stays()
    {
        if (!OperatingSystem.IsLinux()) return;
        var target = new FileInfo("/dev/stdout").LinkTarget;
        var outcome = Shell($"features '{data.Clip}' --feature rms --output /dev/stdout | grep -qa NUMPY");
        outcome.Code.ShouldBe(0, outcome.Error);
        new FileInfo("/dev/stdout").LinkTarget.ShouldBe(target);
    }

    [Theory]
    [InlineData("predict - <&-", "standard input is closed")]
    [InlineData("plot - --output never.svg <&-", "standard input is closed")]
    [InlineData("features - --feature rms --output never.npy <&-", "standard input is closed")]
    [InlineData("play - <&-", "standard input is closed")]
    [InlineData("predict - </dev/null", "the file is empty")]
    public void Standard_input_that_is_closed_is_told_at_once(string line, string message)
    {
        if (!OperatingSystem.IsLinux()) return;
        var outcome = Shell(line);
        outcome.Code.ShouldBe(3, outcome.Error);
        outcome.Error.ShouldContain(message);
    }

    private static string Full =>
        "undertone: standard output cannot be written (No space left on device); what was printed is not complete.\n";

    private static IEnumerable<string> Below(string command)
    {
        var help = Cli.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output;
        var at = help.IndexOf("Commands:\n", StringComparison.Ordinal);
        if (at < 0) yield break;
        foreach (Match row in Regex.Matches(help[at..], @"^  ([a-z-]+)", RegexOptions.Multiline))
        {
            var found = $"{command} {row.Groups[1].Value}".Trim();
            yield return found;
            foreach (var inner in Below(found)) yield return inner;
        }
    }

    private string[] Words(string line) =>
    [
        .. line.Split(' ').Select(word => word
            .Replace("{clip}", data.Clip, StringComparison.Ordinal)
            .Replace("{corpus}", data.Corpus, StringComparison.Ordinal)
            .Replace("{model}", data.Model, StringComparison.Ordinal)
            .Replace("{cache}", data.Cache, StringComparison.Ordinal)
            .Replace("{out}", data.PathOf($"out-{Interlocked.Increment(ref _outputs)}"), StringComparison.Ordinal)),
    ];

    private static Cli.Outcome RunOn(int fault, string[] args)
    {
        using var output = new StreamWriter(new ResultStream(new Faulty(fault)), new UTF8Encoding(false)) { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, () => Stream.Null, interactive: false);
        var code = CommandLine.Run(args, terminal, CancellationToken.None);
        try
        {
            output.Dispose();
        }
        catch (OutputException)
        {
            // The buffer still holds what could not be written.
        }

        return new Cli.Outcome(code, "", error.ToString());
    }

    private static Cli.Outcome Shell(string line)
    {
        var program = Cli.Program is { } exe ? $"'{exe}'" : $"dotnet '{Path.Combine(AppContext.BaseDirectory, "undertone.dll")}'";
        var start = new ProcessStartInfo("bash", ["-c", $"set -o pipefail; timeout 60 {program} {line}"])
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Cli.Outcome(process.ExitCode, "", error);
    }

    private sealed class Faulty(int fault) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("text of a library", fault);
    }

    private sealed class RowsThenBroken(int rows) : WriteOnlyStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (++Writes > rows) throw new IOException("text of a library", BrokenPipe);
        }
    }

    private sealed class HangingStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
