using System.Diagnostics;
using System.Text;
using Undertone.Cli.Terminals;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

/// <summary>What --resume OUT leaves is, byte for byte, what a run without an interruption prints.</summary>
public sealed class ResumeTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-resume-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--jsonl")]
    [InlineData("--csv")]
    [InlineData("--jsonl", "--segments")]
    [InlineData("--csv", "--segments")]
    [InlineData("--csv", "--adapt", "folder")]
    public void An_output_cut_anywhere_is_continued_to_the_bytes_of_a_whole_run(params string[] options)
    {
        var clips = Clips();
        var whole = Cli.Run(["predict", clips, "--model", data.Model, .. options]);
        whole.Code.ShouldBe(3, "one of the files is no audio");
        var bytes = Encoding.UTF8.GetBytes(whole.Output);
        var random = new Random(7);
        int[] cuts = [0, 1, 9, 10, bytes.Length - 1, bytes.Length, .. Enumerable.Range(0, 14).Select(_ => random.Next(bytes.Length))];
        foreach (var cut in cuts)
        {
            var output = OutputFile("out.txt");
            File.WriteAllBytes(output, bytes[..cut]);
            var outcome = Cli.Run(["predict", clips, "--model", data.Model, "--resume", output, .. options]);
            (cut, outcome.Code, outcome.Output).ShouldBe((cut, 3, ""), outcome.Error);
            (cut, File.ReadAllText(output)).ShouldBe((cut, whole.Output));
        }
    }

    [Fact]
    public void A_new_output_has_the_format_of_its_ending_and_more_files_can_be_added_later()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(data.Clip)!, "*.wav").Order(StringComparer.Ordinal).Take(5).ToArray();
        foreach (var (ending, option) in new[] { (".csv", "--csv"), (".jsonl", "--jsonl"), (".ndjson", "--jsonl") })
        {
            var output = OutputFile("new" + ending);
            Predict(files[..2]).Code.ShouldBe(0);
            var more = Predict([files[1], .. files[2..], files[3]]);
            more.Error.ShouldBe($"note: {output} holds 1 of 4 files already; they are passed over\n");
            File.ReadAllText(output).ShouldBe(Cli.Run(["predict", .. files, "--model", data.Model, option]).Output);

            Cli.Outcome Predict(string[] these) => Cli.Run(["predict", .. these, "--model", data.Model, "--resume", output]);
        }
    }

    [Fact]
    public void An_output_that_is_whole_stays_as_it_is_and_its_bad_files_still_count()
    {
        var clips = Clips();
        var output = OutputFile("whole.jsonl");
        for (var run = 0; run < 2; run++)
        {
            Cli.Run("predict", clips, "--model", data.Model, "--resume", output).Code.ShouldBe(3);
            File.ReadAllText(output).ShouldBe(Cli.Run("predict", clips, "--model", data.Model, "--jsonl").Output);
        }
    }

    public static TheoryData<string, string, string> Refused() => new()
    {
        { "--jsonl", "--segments", "it has no segments and --segments is given" },
        { "--csv", "--segments", "it has no segments and --segments is given" },
        { "--jsonl --segments", "", "it has segments and --segments is not given" },
        { "--csv --segments", "", "it has segments and --segments is not given" },
        { "--jsonl", "--model {other}", "this model, with these options, has other scores" },
        { "--csv", "--model {other}", "this model, with these options, has other scores" },
        { "--csv --segments", "--segments --model {other}", "this model, with these options, has other scores" },
        { "--jsonl", "--model base", "its emotions are neutral, calm, happy, sad, angry, fearful, disgust, surprised and those of" },
        { "--csv", "--model base", "its emotions are neutral, calm, happy, sad, angry, fearful, disgust, surprised and those of" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_output_of_another_model_or_of_other_options_is_refused_and_stays(string wrote, string options, string reason)
    {
        var output = OutputFile("refused.txt");
        var before = Cli.Run(["predict", data.Clip, "--model", data.Model, .. Words(wrote)]).Output + "half";
        File.WriteAllText(output, before);
        string[] model = options.Contains("--model", StringComparison.Ordinal) ? [] : ["--model", data.Model];
        var outcome = Cli.Run(["predict", data.Clip, "--resume", output, .. model, .. Words(options)]);
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain($"undertone: {output}: this file was written by another model or with other options: ");
        outcome.Error.ShouldContain(reason);
        File.ReadAllText(output).ShouldBe(before);
    }

    [Theory]
    [InlineData("Dear reader", 3, "this file was not written by predict")]
    [InlineData("Dear reader\nthis is text.\n", 3, "this file was not written by predict")]
    [InlineData("{\"files\": [1]}\n", 3, "this file was not written by predict")]
    [InlineData("{\"fi", 0, "")]
    [InlineData("{\"fo", 3, "this file was not written by predict")]
    [InlineData("file,duration", 0, "")]
    [InlineData("file,seconds", 3, "this file was not written by predict")]
    [InlineData("file,durationSeconds,a,error\na.wav,1,2,\n", 3, "row 2 is no row that predict --csv writes")]
    [InlineData("file,durationSeconds,a,error\na.wav,1\n", 3, "row 2 is no row that predict --csv writes")]
    [InlineData("{\"file\":\"a\",\"error\":{}}\n{\"file\":\"b\",\n", 3, "line 2 is no line that predict --jsonl writes")]
    [InlineData("{\"file\":\"a\",\"error\":{}}\n{\"file\":\"b\",\"scores\":{\"a\":\"1\"}}\n", 3, "line 2 is no line that predict")]
    [InlineData("{\"file\":\"\\ud800\",\"error\":{}}\n", 3, "line 1 is no line that predict --jsonl writes")]
    public void What_was_not_written_by_predict_is_refused_and_stays(string content, int code, string reason)
    {
        var output = OutputFile("foreign");
        File.WriteAllText(output, content);
        var outcome = Cli.Run("predict", data.Clip, "--model", data.Model, "--resume", output);
        outcome.Code.ShouldBe(code, outcome.Error);
        outcome.Error.ShouldContain(reason);
        if (code != 0) File.ReadAllText(output).ShouldBe(content);
    }

    [Theory]
    [InlineData("--resume {folder}", "this is a folder; name a file")]
    [InlineData("--resume {folder}/out", "its ending tells no format; give --jsonl or --csv as well")]
    [InlineData("--resume {folder}/out.csv --json", "--json and --resume exclude each other")]
    [InlineData("--resume {folder}/out.csv --plot x.svg", "--plot and --resume exclude each other")]
    [InlineData("--resume {folder}/out.csv -", "standard input (-) has none")]
    [InlineData("--resume {folder}/lines --csv", "this file holds JSON Lines, and CSV is asked for")]
    public void A_command_line_that_makes_no_sense_is_refused(string line, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "lines"), "{\"file\":\"a\",\"error\":{}}\n");
        var outcome = Cli.Run(["predict", data.Clip, "--model", data.Model, .. Words(line)]);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain(reason);
    }

    [Fact]
    public void An_interruption_says_how_to_go_on()
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var file = OutputFile("interrupted.csv");
        string[] line = ["predict", data.Clip, "--model", data.Model, "--resume", file];
        var terminal = new Terminal(output, error, () => Stream.Null, interactive: false);
        CommandLine.Run(line, terminal, new CancellationToken(canceled: true)).ShouldBe(130);
        error.ToString().ShouldBe("undertone: interrupted; the same command goes on from here\n");
        Cli.Run(line).Code.ShouldBe(0);
        File.ReadAllText(file).ShouldBe(Cli.Run("predict", data.Clip, "--model", data.Model, "--csv").Output);
    }

    [UnixFact]
    public void An_output_that_cannot_be_written_is_told()
    {
        var outcome = Cli.Run("predict", data.Clip, "--model", data.Model, "--resume", Path.Combine(_folder, "none", "out.csv"));
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("this cannot be written (there is no such file or folder)");
        outcome = Cli.Run("predict", data.Clip, "--model", data.Model, "--resume", "/dev/full", "--csv");
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain("/dev/full: this is a device, not a regular file");
    }

    [SlowFact]
    public void A_run_over_2000_files_killed_at_any_moment_and_continued_has_the_lines_of_one_that_was_not()
    {
        var many = Directory.CreateDirectory(Path.Combine(_folder, "many")).FullName;
        var clips = Directory.GetFiles(data.Corpus, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < 2000; i++)
        {
            var clip = AudioClip.Load(clips[i % clips.Length]);
            var start = clip.Samples.Length / 4;
            WavWriter.Write(Path.Combine(many, $"{i:0000}.wav"), new AudioClip(clip.Samples[start..(start + 6000)], clip.SampleRateHz));
        }

        var whole = Begin("whole.jsonl");
        var clock = Stopwatch.StartNew();
        whole.Wait().Code.ShouldBe(0);
        var duration = clock.Elapsed;
        var expected = File.ReadAllText(OutputFile("whole.jsonl"));
        expected.Count(c => c == '\n').ShouldBe(2000);
        var (random, killed) = (new Random(3), 0);
        for (var run = 0; run < 2; run++)
        {
            var output = $"killed-{run}.jsonl";
            while (true)
            {
                using var child = Begin(output);
                if (!child.KillAfter(duration * (0.2 + (0.4 * random.NextDouble())))) break;
                killed++;
            }

            (run, File.ReadAllText(OutputFile(output))).ShouldBe((run, expected));
        }

        killed.ShouldBeGreaterThanOrEqualTo(2, "each was to be killed before its end");

        ChildProcess Begin(string output) => new("predict", many, "--model", data.Model, "--resume", OutputFile(output));
    }

    private string OutputFile(string name) => Path.Combine(_folder, name);

    /// <summary>A folder with clips, a file that is no audio, and names that CSV and JSON have to quote.</summary>
    private string Clips()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "clips")).FullName;
        var clips = Directory.GetFiles(data.Corpus, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        string[] names = OperatingSystem.IsWindows() ? ["a", "b, c", " d ", "ä"] : ["a", "b, \"c\"", " d ", "e\nf", "ä"];
        for (var i = 0; i < names.Length; i++) File.Copy(clips[i * 7], Path.Combine(folder, names[i] + ".wav"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "letter.wav"), "Dear reader, this is not audio.");
        return folder;
    }

    private string[] Words(string line) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word
            .Replace("{folder}", _folder, StringComparison.Ordinal)
            .Replace("{other}", word == "{other}" ? OtherModel() : "", StringComparison.Ordinal)),
    ];

    private string OtherModel() =>
        Path.Combine((string)data.Train("--recipe", "mlp", "--seed", "5", "--protocol", "none").Json["run"]!, "model.undertone");
}
