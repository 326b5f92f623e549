using System.Globalization;

namespace Undertone.Cli.Tests;

public sealed class PredictCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    [Fact]
    public void The_built_in_model_answers_for_the_sample()
    {
        var outcome = Cli.Run("predict", Repository.Of("samples", "audio", "angry-synthetic.wav"));
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldContain(" %");
    }

    [Fact]
    public void Json_is_as_the_contract_says()
    {
        var outcome = Cli.Run("predict", data.Clip, "--model", data.Model, "--json", "--segments", "--top", "1");
        outcome.Code.ShouldBe(0, outcome.Error);
        var labels = outcome.Json["model"]!["labels"]!.AsArray().Select(l => (string)l!).ToArray();
        labels.ShouldBe(["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]);
        ((string)outcome.Json["model"]!["name"]!).ShouldBe("mlp");
        ((string)outcome.Json["model"]!["version"]!).ShouldBe("1");
        var result = outcome.Json["results"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        result.Select(p => p.Key).ShouldBe(["file", "durationSeconds", "speech", "emotion", "confidence", "uncertain", "scores", "segments"]);
        ((string)result["file"]!).ShouldBe(data.Clip);
        ((bool)result["speech"]!).ShouldBeTrue();
        var scores = result["scores"]!.AsObject();
        scores.Select(s => s.Key).ShouldBe(labels);
        scores.Sum(s => (double)s.Value!).ShouldBe(1, 1e-9);
        var best = scores.MaxBy(s => (double)s.Value!);
        ((string)result["emotion"]!).ShouldBe(best.Key);
        ((double)result["confidence"]!).ShouldBe((double)best.Value!);
        var segment = result["segments"]!.AsArray()[0]!.AsObject();
        segment.Select(p => p.Key).ShouldBe(["startSeconds", "endSeconds", "emotion", "confidence", "scores"]);
        ((double)result["segments"]!.AsArray()[^1]!["endSeconds"]!).ShouldBe((double)result["durationSeconds"]!, 1e-9);
    }

    [Fact]
    public void A_bad_file_is_reported_and_the_others_are_answered()
    {
        var text = data.PathOf("letter.wav");
        File.WriteAllText(text, "Dear reader, this is not audio.");
        var outcome = Cli.Run("predict", data.Clip, text, data.PathOf("missing.wav"), "--model", data.Model, "--json");
        outcome.Code.ShouldBe(3);
        var results = outcome.Json["results"]!.AsArray();
        results.Count.ShouldBe(3);
        results[0]!["emotion"].ShouldNotBeNull();
        ((string)results[1]!["error"]!["code"]!).ShouldBe("audio-format");
        ((string)results[2]!["error"]!["code"]!).ShouldBe("not-found");
        outcome.Error.ShouldContain("letter.wav");
        outcome.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_folder_without_audio_is_bad_input()
    {
        var empty = Directory.CreateDirectory(data.PathOf("empty")).FullName;
        var outcome = Cli.Run("predict", empty, "--model", data.Model);
        outcome.Code.ShouldBe(3);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("no audio file");
    }

    [Fact]
    public void Folders_globs_and_standard_input_give_the_same_answers()
    {
        var folder = Path.GetDirectoryName(data.Clip)!;
        var whole = Scores(Cli.Run("predict", folder, "--model", data.Model, "--json"));
        var glob = Scores(Cli.Run("predict", Path.Combine(folder, "*.wav"), "--model", data.Model, "--json", "--threads", "1"));
        whole.Count.ShouldBe(Directory.GetFiles(folder, "*.wav").Length);
        glob.ShouldBe(whole);
        var input = Cli.RunWithInput(File.ReadAllBytes(data.Clip), "predict", "-", "--model", data.Model, "--json");
        Scores(input)["-"].ShouldBe(whole[data.Clip]);
    }

    [Fact]
    public void Csv_carries_what_json_carries()
    {
        var json = Cli.Run("predict", data.Clip, "--model", data.Model, "--json").Json;
        var lines = Cli.Run("predict", data.Clip, "--model", data.Model, "--csv").Output.Split('\n');
        lines[0].ShouldBe("file,durationSeconds,speech,emotion,confidence,uncertain,neutral,calm,happy,sad,angry,fearful,disgust,surprised,error");
        var cells = lines[1].Split(',');
        cells[3].ShouldBe((string)json["results"]![0]!["emotion"]!);
        for (var i = 0; i < 8; i++)
        {
            double.Parse(cells[6 + i], CultureInfo.InvariantCulture).ShouldBe((double)json["results"]![0]!["scores"]![lines[0].Split(',')[6 + i]]!);
        }
    }

    [Fact]
    public void Silence_has_no_emotion()
    {
        var path = data.PathOf("silence.wav");
        Sound.Audio.WavWriter.Write(path, new Sound.Audio.AudioClip(new float[16000], 16000));
        var result = Cli.Run("predict", path, "--model", data.Model, "--json").Json["results"]![0]!;
        ((bool)result["speech"]!).ShouldBeFalse();
        result["emotion"].ShouldBeNull();
        result["scores"]!.AsObject().Sum(s => (double)s.Value!).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void A_damaged_or_foreign_model_is_refused_with_the_reason()
    {
        var bytes = File.ReadAllBytes(data.Model);
        var damaged = data.PathOf("damaged.undertone");
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        var foreign = data.PathOf("foreign.undertone");
        File.WriteAllText(foreign, "PK? no");
        foreach (var (model, reason) in new[] { (damaged, "the file is damaged"), (foreign, "not an Undertone model"), (data.PathOf("none.undertone"), "neither a model file") })
        {
            var outcome = Cli.Run("predict", data.Clip, "--model", model);
            outcome.Code.ShouldBe(3);
            outcome.Error.ShouldContain(reason);
            outcome.Error.ShouldContain(model);
        }
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("predict", "x.wav", "--json", "--csv")]
    [InlineData("predict", "x.wav", "--top", "0")]
    [InlineData("predict", "x.wav", "--frobnicate")]
    [InlineData("foretell", "x.wav")]
    public void A_wrong_command_line_ends_with_2(params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(2);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldStartWith("undertone: ");
    }

    private static Dictionary<string, string> Scores(Cli.Outcome outcome)
    {
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome.Json["results"]!.AsArray().ToDictionary(r => (string)r!["file"]!, r => r!["scores"]!.ToJsonString());
    }
}
