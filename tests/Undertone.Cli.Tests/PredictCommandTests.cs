using System.Globalization;

namespace Undertone.Cli.Tests;

public sealed class PredictCommandTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private static readonly System.Text.Json.JsonSerializerOptions Line =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        string[] ofFile =
            ["file", "durationSeconds", "speech", "emotion", "confidence", "uncertain", "uncertainBecause", "quality", "voice",
                "scores", "segments"];
        result.Select(p => p.Key).ShouldBe(ofFile);
        ((string)result["file"]!).ShouldBe(data.Clip);
        ((bool)result["speech"]!).ShouldBeTrue();
        var quality = result["quality"]!.AsObject();
        quality.Select(p => p.Key).ShouldBe(["speechSeconds", "levelDb", "clippedShare", "snrDb", "bandwidthHz", "flags"]);
        ((double)quality["speechSeconds"]!).ShouldBeInRange(0.32, (double)result["durationSeconds"]!);
        ((double)quality["bandwidthHz"]!).ShouldBe(8000);
        var scores = result["scores"]!.AsObject();
        scores.Select(s => s.Key).ShouldBe(labels);
        scores.Sum(s => (double)s.Value!).ShouldBe(1, 1e-9);
        var best = scores.MaxBy(s => (double)s.Value!);
        ((string)result["emotion"]!).ShouldBe(best.Key);
        ((double)result["confidence"]!).ShouldBe((double)best.Value!);
        var segment = result["segments"]!.AsArray()[0]!.AsObject();
        string[] keys = ["startSeconds", "endSeconds", "speech", "emotion", "confidence", "uncertain", "uncertainBecause", "scores"];
        segment.Select(p => p.Key).ShouldBe(keys);
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
        lines[0].ShouldBe(
            "file,durationSeconds,speech,emotion,confidence,uncertain,uncertainBecause,neutral,calm,happy,sad,angry,fearful,disgust,"
            + "surprised,speechSeconds,levelDb,clippedShare,snrDb,bandwidthHz,flags,voice,voiceClips,error");
        var cells = lines[1].Split(',');
        cells[3].ShouldBe((string)json["results"]![0]!["emotion"]!);
        for (var i = 0; i < 8; i++)
        {
            var score = json["results"]![0]!["scores"]![lines[0].Split(',')[7 + i]]!;
            double.Parse(cells[7 + i], CultureInfo.InvariantCulture).ShouldBe((double)score);
        }

        var quality = json["results"]![0]!["quality"]!;
        double.Parse(cells[15], CultureInfo.InvariantCulture).ShouldBe((double)quality["speechSeconds"]!);
        double.Parse(cells[19], CultureInfo.InvariantCulture).ShouldBe((double)quality["bandwidthHz"]!);
    }

    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 4)]
    public void Csv_of_segments_has_a_row_a_segment_as_json_has_them(double seconds, int segments)
    {
        var path = data.PathOf(string.Create(CultureInfo.InvariantCulture, $"long, {seconds}.wav"));
        var samples = new float[(int)(16000 * seconds)];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(0.3 * Math.Sin(0.05 * i) * Math.Sin(0.0003 * i));
        Sound.Audio.WavWriter.Write(path, new Sound.Audio.AudioClip(samples, 16000));
        var missing = data.PathOf("missing.wav");
        var json = Cli.Run("predict", path, missing, "--model", data.Model, "--json", "--segments").Json["results"]!;
        var csv = Cli.Run("predict", path, missing, "--model", data.Model, "--csv", "--segments");
        csv.Code.ShouldBe(3);
        var lines = csv.Output.TrimEnd('\n').Split('\n');
        var header = lines[0].Split(',');
        header[..8].ShouldBe(["file", "durationSeconds", "startSeconds", "endSeconds", "speech", "emotion", "confidence", "uncertain"]);
        var expected = json[0]!["segments"]!.AsArray();
        expected.Count.ShouldBe(segments);
        lines.Length.ShouldBe(1 + segments + 1);
        for (var row = 0; row < segments; row++)
        {
            lines[1 + row].ShouldStartWith($"\"{path}\",");
            var cells = lines[1 + row][($"\"{path}\",".Length)..].Split(',').Prepend(path).ToArray();
            cells.Length.ShouldBe(header.Length);
            for (var column = 2; column < 8; column++) cells[column].ShouldBe(expected[row]![header[column]]?.ToString() ?? "");
            for (var column = 9; column < 17; column++)
            {
                double.Parse(cells[column], CultureInfo.InvariantCulture).ShouldBe((double)expected[row]!["scores"]![header[column]]!);
            }
        }

        lines[^1].ShouldStartWith(missing + ",");
        lines[^1].ShouldContain("there is no such file");
    }

    [Fact]
    public void Rows_of_the_table_are_aligned_by_the_longest_name()
    {
        var deep = data.PathOf("a name that is much longer than the other one.wav");
        File.Copy(data.Clip, deep);
        var lines = Cli.Run("predict", data.Clip, deep, data.PathOf("missing, and longer than both of the others together, by far.wav"),
            "--model", data.Model, "--segments").Output.TrimEnd('\n').Split('\n');
        var width = Math.Max(data.Clip.Length, deep.Length);
        lines.Length.ShouldBe(4, "a row and a segment of each");
        lines.ShouldAllBe(l => l.Substring(width, 2) == "  " && l.Substring(width + 8, 2) == " s");
    }

    [Fact]
    public void Json_lines_carry_the_results_of_json()
    {
        string[] words = ["predict", data.Clip, data.PathOf("missing.wav"), "--model", data.Model, "--segments"];
        var document = Cli.Run([.. words, "--json"]).Json["results"]!.AsArray();
        var lines = Cli.Run([.. words, "--jsonl"]).Output.TrimEnd('\n').Split('\n');
        lines.ShouldBe(document.Select(r => System.Text.Json.Nodes.JsonNode.Parse(r!.ToJsonString())!.ToJsonString(Line)));
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
        (string Model, string Reason)[] refused =
        [
            (damaged, "the file is damaged"),
            (foreign, "not an Undertone model"),
            (data.PathOf("none.undertone"), "neither a model file"),
        ];
        foreach (var (model, reason) in refused)
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
    [InlineData("predict", "x.wav", "--json", "--jsonl")]
    [InlineData("predict", "x.wav", "--csv", "--jsonl")]
    [InlineData("predict", "x.wav", "--top", "0")]
    [InlineData("predict", "x.wav", "--top", "many")]
    [InlineData("predict", "x.wav", "--top", "99999999999")]
    [InlineData("predict", "x.wav", "--threads", "0")]
    [InlineData("predict", "x.wav", "--threads", "-1")]
    [InlineData("predict", "x.wav", "--threads", "two")]
    [InlineData("predict", "")]
    [InlineData("predict", "-", "-")]
    [InlineData("features", "x.wav", "--feature", "rms", "--output", "x.npy", "--set", "hop_length=1", "--set", "hop_length=2")]
    [InlineData("plot", "x.wav", "--output", "x.svg", "--set", "n_fft=512", "--set", "n_fft=512")]
    [InlineData("plot", "x.wav", "--output", "")]
    [InlineData("evaluate", "--data", ".", "--threads", "0")]
    [InlineData("train", "--data", ".", "--recipe", "mlp", "--threads", "0")]
    [InlineData("compare", "--data", ".", "--recipes", "mlp", "--threads", "0")]
    [InlineData("tune", "--data", ".", "--recipe", "svm", "--grid", "model.C=1,2", "--threads", "0")]
    [InlineData("corpus", "info", ".", "--threads", "0")]
    [InlineData("synth-corpus", "x", "--speakers", "100")]
    [InlineData("predict", "x.wav", "--frobnicate")]
    [InlineData("plot", "x.wav", "--output", "x.svg", "--feature", "mfcc", "--frequency-axis", "log")]
    [InlineData("plot", "x.wav", "--output", "x.svg", "--feature", "waveform", "--colors", "viridis")]
    [InlineData("evaluate", "--data", ".", "--embed-audio")]
    [InlineData("evaluate", "--data", ".", "--embedding-map")]
    [InlineData("train", "--resume", "x", "--recipe", "mlp")]
    [InlineData("train", "--resume", "x", "--set", "training.epochs=1")]
    [InlineData("tune", "--resume", "x", "--seed", "1")]
    [InlineData("compare", "--resume", "x", "--cross-corpus")]
    [InlineData("train", "--data", ".", "--recipe", "mlp", "--verify-determinism", "--runs", "x")]
    [InlineData("foretell", "x.wav")]
    public void A_wrong_command_line_ends_with_2(params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(2);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldStartWith("undertone: ");
        outcome.Error.ShouldNotContain("System.");
        outcome.Error.ShouldNotContain("Parameter");
    }

    private static Dictionary<string, string> Scores(Cli.Outcome outcome)
    {
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome.Json["results"]!.AsArray().ToDictionary(r => (string)r!["file"]!, r => r!["scores"]!.ToJsonString());
    }
}
