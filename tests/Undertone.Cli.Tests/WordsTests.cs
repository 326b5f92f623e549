using System.Text.Json.Nodes;
using Undertone.Cli.Tests.Listening;

namespace Undertone.Cli.Tests;

/// <summary>Words and voices beside answers, through stand-ins for the programs.</summary>
public sealed class WordsTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-words-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixFact]
    public void Words_stand_beside_answers_in_every_format()
    {
        var tool = new FakeTool(_folder, "whisper-cli", "echo ' two \"words\"'");
        string[] line = ["predict", data.Clip, "--model", data.Model];
        string[] words = ["--transcribe", tool.Path];
        var plain = Cli.Run([.. line, "--json"]).Json["results"]![0]!.AsObject();
        var json = Cli.Run([.. line, "--json", .. words]);
        (json.Code, json.Error).ShouldBe((0, ""));
        var result = json.Json["results"]![0]!.AsObject();
        ((string)result["text"]!).ShouldBe("two \"words\"");
        result.Remove("text");
        result.ToJsonString().ShouldBe(plain.ToJsonString());

        var timeline = Cli.Run([.. line, "--jsonl", "--segments", .. words]).Json["segments"]!.AsArray();
        timeline.ShouldContain(s => (bool)s!["speech"]!);
        foreach (var s in timeline) s!.AsObject().ContainsKey("text").ShouldBe((bool)s["speech"]!);

        var csv = Cli.Run([.. line, "--csv", .. words]).Output.Split('\n');
        csv[0].ShouldEndWith(",text,error");
        csv[1].ShouldEndWith(",\"two \"\"words\"\"\",");
        Cli.Run([.. line, .. words]).Output.TrimEnd('\n').ShouldEndWith("  \"two \"words\"\"");
    }

    [Fact]
    public void A_recogniser_that_is_missing_is_told_once_and_the_answers_stay()
    {
        string[] line = ["predict", data.Clip, data.Clip, "--model", data.Model, "--jsonl"];
        var outcome = Cli.Run([.. line, "--transcribe", Path.Combine(_folder, "whisper-cli")]);
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldBe(Cli.Run(line).Output);
        outcome.Error.ShouldStartWith("warning: --transcribe: whisper-cli is not installed, so there are no words (");
        outcome.Error.Split("warning:").Length.ShouldBe(2);
    }

    [UnixFact]
    public void An_output_with_words_is_continued_with_words_only()
    {
        var tool = new FakeTool(_folder, "whisper-cli", "echo words");
        string[] with = ["--transcribe", tool.Path];
        foreach (var ending in new[] { "csv", "jsonl" })
        {
            var output = Path.Combine(_folder, "out." + ending);
            Predict(output, with).Code.ShouldBe(0);
            Predict(output, with).Code.ShouldBe(0);
            var refused = Predict(output, []);
            refused.Code.ShouldBe(3);
            refused.Error.ShouldContain("it has words and --transcribe is not given");
        }

        var without = Path.Combine(_folder, "without.csv");
        Predict(without, []).Code.ShouldBe(0);
        Predict(without, with).Error.ShouldContain("it has no words and --transcribe is given");

        Cli.Outcome Predict(string output, string[] options) =>
            Cli.Run(["predict", data.Clip, "--model", data.Model, "--resume", output, .. options]);
    }

    [Theory]
    [InlineData("predict {clip} --transcribe parrot", "this recogniser is not known")]
    [InlineData("predict - --transcribe whisper-cli", "--transcribe reads files twice")]
    [InlineData("predict {clip} --vtt --transcribe whisper-cli", "--transcribe has no place in --vtt")]
    [InlineData("predict {clip} --rttm --transcribe whisper-cli", "--transcribe has no place in --rttm")]
    public void A_command_line_that_makes_no_sense_is_refused(string line, string reason)
    {
        var outcome = Cli.Run([.. line.Split(' ').Select(w => w == "{clip}" ? data.Clip : w)]);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain(reason);
    }

    [UnixFact]
    public void Words_of_a_stretch_of_speech_come_while_it_is_listened_to()
    {
        var tool = new FakeTool(_folder, "whisper-cli", "echo spoken words");
        var clip = RawSound.Joined(data.Corpus, 3);
        var outcome = Cli.RunWithInput(
            RawSound.Pcm(clip), "listen", "-", "--model", data.Model, "--json", "--transcribe", tool.Path);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!.AsObject()).ToArray();
        var answers = lines.Where(l => l.ContainsKey("speech")).ToArray();
        var texts = lines.Where(l => l.ContainsKey("text")).ToArray();
        var stretches = new List<(double, double)>();
        foreach (var a in answers.Where(a => (bool)a["speech"]!))
        {
            var (start, end) = ((double)a["startSeconds"]!, (double)a["endSeconds"]!);
            if (stretches is [.., var last] && last.Item2 == start) stretches[^1] = (last.Item1, end);
            else stretches.Add((start, end));
        }

        stretches.Count.ShouldBeGreaterThan(1);
        texts.Select(t => ((double)t["startSeconds"]!, (double)t["endSeconds"]!)).ShouldBe(stretches);
        texts.ShouldAllBe(t => (string)t["text"]! == "spoken words");
    }

    [UnixFact]
    public void Answers_are_said_by_the_program_that_is_there()
    {
        var tool = new FakeTool(_folder, OperatingSystem.IsMacOS() ? "say" : "espeak-ng", "");
        var second = Path.Combine(_folder, "second take.wav");
        File.Copy(data.Clip, second);
        var environment = new Dictionary<string, string> { ["PATH"] = _folder + ":" + Environment.GetEnvironmentVariable("PATH") };
        using var child = new ChildProcess(environment, ["predict", data.Clip, second, "--model", data.Model, "--speak", "--jsonl"]);
        var outcome = child.Wait();
        var emotion = (string)JsonNode.Parse(outcome.Output.Split('\n')[0])!["emotion"]!;
        (outcome.Code, outcome.Error).ShouldBe((0, $"2 files; {emotion} 2\n"));
        var said = tool.Input.Split('\n');
        said[0].ShouldMatch($"^{Path.GetFileNameWithoutExtension(data.Clip)}: (perhaps )?{emotion}$");
        said[1].ShouldMatch($"^second take: (perhaps )?{emotion}$");
    }
}
