using System.Text.Json.Nodes;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

[Collection("the user's voices")]
public sealed class VoiceCommandTests(VoicesFixture data) : IClassFixture<VoicesFixture>
{
    [Fact]
    public void A_voice_is_enrolled_listed_shown_used_and_deleted()
    {
        var enrolled = Cli.Run("voice", "enroll", "actor 3", data.Speaker(3), "--model", data.Model, "--json");
        enrolled.Code.ShouldBe(0, enrolled.Error);
        var clips = Directory.GetFiles(data.Speaker(3), "*.wav");
        ((string)enrolled.Json["name"]!).ShouldBe("actor 3");
        ((string)enrolled.Json["model"]!).ShouldBe("mlp");
        ((int)enrolled.Json["clips"]!).ShouldBe(clips.Length);
        ((bool)enrolled.Json["neutral"]!).ShouldBeFalse();
        Cli.Run("voice", "show", "actor 3", "--json").Output.ShouldBe(enrolled.Output);
        var list = Cli.Run("voice", "list", "--json").Json;
        ((string)list["folder"]!).ShouldBe(data.Voices);
        list["voices"]!.AsArray().Select(v => v!.ToJsonString()).ShouldContain(enrolled.Json.ToJsonString());
        Cli.Run("voice", "list").Output.ShouldContain("actor 3");

        var (plain, known) = (Predict(clips[0]), Predict(clips[0], "--voice", "actor 3"));
        plain.ContainsKey("voice").ShouldBeTrue();
        plain["voice"].ShouldBeNull();
        known["voice"]!.ToJsonString().ShouldBe($"{{\"name\":\"actor 3\",\"clips\":{clips.Length}}}");
        known["scores"]!.ToJsonString().ShouldNotBe(plain["scores"]!.ToJsonString());
        var csv = Cli.Run("predict", clips[0], "--model", data.Model, "--voice", "actor 3", "--csv").Output.Split('\n');
        csv[0].ShouldEndWith(",voice,voiceClips,error");
        csv[1].ShouldEndWith($",actor 3,{clips.Length},");
        var table = Cli.Run("predict", clips[0], "--model", data.Model, "--voice", "actor 3").Output;
        table.ShouldEndWith($"  (voice: actor 3, {clips.Length} clips)\n");

        Cli.Run("voice", "delete", "actor 3", "--json").Output.ShouldContain("\"deleted\": \"actor 3\"");
        Cli.Run("voice", "show", "actor 3").Code.ShouldBe(3);
        Cli.Run("predict", clips[0], "--model", data.Model, "--voice", "actor 3").Error.ShouldContain("There is no voice 'actor 3'");
    }

    [Fact]
    public void What_is_kept_holds_no_audio_and_the_same_clips_give_the_same_bytes()
    {
        string[] line = ["voice", "enroll", "bytes", .. data.Clips(2, 5), .. data.Clips(2, 3), "--model", data.Model];
        Cli.Run(line).Code.ShouldBe(0);
        var file = Path.Combine(data.Voices, "bytes.json");
        var bytes = File.ReadAllBytes(file);
        Cli.Run(line).Code.ShouldBe(0);
        File.ReadAllBytes(file).ShouldBe(bytes);
        JsonNode.Parse(bytes)!.AsObject().Select(p => p.Key).ShouldBe(
            ["formatVersion", "name", "model", "modelFingerprint", "clips", "seconds", "neutral", "spread", "sameAnswer", "mean"]);
        Directory.GetFiles(data.Voices).ShouldAllBe(f => f.EndsWith(".json", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Few_clips_and_clips_of_one_emotion_are_warned_of_and_neutral_ones_are_not_taken_for_alike()
    {
        var few = Cli.Run(["voice", "enroll", "few", .. data.Clips(1, 5)[..2], "--model", data.Model]);
        few.Code.ShouldBe(0);
        few.Error.ShouldContain("warning: the voice 'few': it rests on 2 clips only");
        var alike = Cli.Run(["voice", "enroll", "alike", .. data.Clips(1, 5), .. data.Clips(1, 5), "--model", data.Model]);
        alike.Error.ShouldContain("warning: the voice 'alike': its clips sound alike");
        var neutral = Cli.Run(["voice", "enroll", "calm", .. data.Clips(1, 1), .. data.Clips(1, 1), .. data.Clips(1, 1), "--neutral",
            "--model", data.Model]);
        neutral.Error.ShouldNotContain("alike");
        var mixed = Cli.Run("voice", "enroll", "mixed", data.Speaker(1), "--model", data.Model);
        mixed.Error.ShouldNotContain("warning");
        var used = Cli.Run(["predict", .. data.Clips(1, 5)[..2], "--model", data.Model, "--voice", "few"]);
        used.Error.Split("it rests on 2 clips only").Length.ShouldBe(2, "the warning comes once");
    }

    [Fact]
    public void A_voice_of_another_model_and_a_model_without_a_voice_head_are_refused_with_what_to_do()
    {
        Cli.Run("voice", "enroll", "mine", data.Speaker(4), "--model", data.Model).Code.ShouldBe(0);
        var other = Path.Combine((string)data.Train(
            "mlp", "--protocol", "none", "--seed", "3", "--set", "training.epochs=1", "--set", "training.voices=true").Json["run"]!,
            "model.undertone");
        var wrong = Cli.Run("predict", data.Speaker(4), "--model", other, "--voice", "mine");
        wrong.Code.ShouldBe(3);
        wrong.Output.ShouldBeEmpty();
        wrong.Error.ShouldContain("The voice 'mine' was enrolled with another model ('mlp')");
        string[][] lines =
        [
            ["predict", data.Speaker(4), "--voice", "mine"], ["predict", data.Speaker(4), "--adapt", "folder"],
            ["predict", data.Speaker(4), "--segments", "--adapt", "file"], ["voice", "enroll", "x", data.Speaker(4)],
            ["evaluate", "--data", data.Corpus, "--cache", data.Cache, "--adapt", "speaker"],
        ];
        foreach (var line in lines)
        {
            var refused = Cli.Run([.. line, "--model", data.Plain]);
            refused.Code.ShouldBe(3, string.Join(' ', line));
            refused.Error.ShouldContain("The model 'logistic-regression' has no voice head");
            refused.Error.ShouldContain("training.voices=true");
        }
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("con")]
    public void A_name_that_is_no_file_s_is_a_usage_error(string name)
    {
        var refused = Cli.Run("voice", "enroll", name, data.Speaker(1), "--model", data.Model);
        refused.Code.ShouldBe(2);
        refused.Error.ShouldStartWith($"undertone: '{name}' cannot name a voice: ");
    }

    [Fact]
    public void Options_that_exclude_each_other_are_usage_errors()
    {
        Cli.Run("predict", "a.wav", "--voice", "x", "--adapt", "folder").Code.ShouldBe(2);
        Cli.Run("predict", "a.wav", "--adapt", "file").Error.ShouldContain("--segments");
        Cli.Run("predict", "-", "--adapt", "folder").Code.ShouldBe(2);
        Cli.Run("predict", "a.wav", "--adapt", "sideways").Code.ShouldBe(2);
    }

    [Fact]
    public void A_bad_clip_is_told_and_the_voice_is_made_of_the_others()
    {
        var text = Path.Combine(data.Folder, "letter.wav");
        File.WriteAllText(text, "Dear reader, this is not audio.");
        var outcome = Cli.Run(["voice", "enroll", "rest", text, .. data.Clips(2, 5), "--model", data.Model, "--json"]);
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain("letter.wav");
        ((int)outcome.Json["clips"]!).ShouldBe(data.Clips(2, 5).Length);
        var none = Cli.Run("voice", "enroll", "none", text, "--model", data.Model);
        none.Code.ShouldBe(3);
        none.Error.ShouldContain("There is no speech to know 'none' by");
        File.Exists(Path.Combine(data.Voices, "none.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_is_one_speaker_and_gives_what_enrolling_it_gives()
    {
        Cli.Run("voice", "enroll", "five", data.Speaker(5), "--model", data.Model).Code.ShouldBe(0);
        var enrolled = Results("predict", data.Speaker(5), "--model", data.Model, "--voice", "five");
        var both = Results("predict", data.Speaker(5), data.Speaker(6), "--model", data.Model, "--adapt", "folder");
        for (var i = 0; i < enrolled.Count; i++)
        {
            both[i]!["scores"]!.ToJsonString().ShouldBe(enrolled[i]!["scores"]!.ToJsonString());
            ((string)both[i]!["voice"]!["name"]!).ShouldBe(data.Speaker(5));
        }

        ((string)both[^1]!["voice"]!["name"]!).ShouldBe(data.Speaker(6));
        Results("predict", data.Speaker(5), data.Speaker(6), "--model", data.Model, "--adapt", "folder", "--threads", "1")
            .ToJsonString().ShouldBe(both.ToJsonString());
        var alone = Cli.Run("predict", data.Clips(5, 5)[0], "--model", data.Model, "--adapt", "folder", "--json");
        alone.Json["results"]![0]!["voice"].ShouldBeNull();
        alone.Error.ShouldContain("too little else of its speaker was heard");
    }

    [Fact]
    public void A_long_file_is_the_voice_of_its_segments_and_its_own_answer_stays()
    {
        var path = Path.Combine(data.Folder, "long.wav");
        var clips = new[] { 5, 3, 4, 1 }.Select(e => AudioClip.Load(data.Clips(7, e)[0])).ToArray();
        WavWriter.Write(path, new AudioClip([.. clips.SelectMany(c => c.Samples)], clips[0].SampleRateHz));
        var plain = Results("predict", path, "--model", data.Model, "--segments")[0]!;
        var own = Results("predict", path, "--model", data.Model, "--segments", "--adapt", "file")[0]!;
        own["scores"]!.ToJsonString().ShouldBe(plain["scores"]!.ToJsonString());
        own["voice"].ShouldBeNull();
        var speaking = own["segments"]!.AsArray().Where(s => (bool)s!["speech"]!).ToArray();
        speaking.Length.ShouldBeGreaterThan(2);
        foreach (var segment in speaking) ((int)segment!["voice"]!["clips"]!).ShouldBe(speaking.Length);
        speaking.Select(s => s!["scores"]!.ToJsonString())
            .ShouldNotBe(plain["segments"]!.AsArray().Where(s => (bool)s!["speech"]!).Select(s => s!["scores"]!.ToJsonString()));
    }

    [Fact]
    public void Evaluation_tells_the_scores_with_the_voice_known_and_by_how_many_clips()
    {
        string[] line = ["evaluate", "--data", data.Corpus, "--cache", data.Cache, "--model", data.Model];
        var known = Cli.Run([.. line, "--adapt", "speaker", "--json"]);
        known.Code.ShouldBe(0, known.Error);
        var voices = known.Json["voices"]!;
        ((string)voices["protocol"]!).ShouldBe("with other clips of the same speaker known, without labels");
        voices["clips"]!.AsArray().Select(c => (int?)c!["clips"]).ShouldBe([3, 5, 10, 20, null]);
        ((double)voices["clips"]![4]!["uar"]!).ShouldBe((double)voices["uar"]!);
        Cli.Run([.. line, "--adapt", "speaker", "--json", "--threads", "1"]).Output.ShouldBe(known.Output);
        var plain = Cli.Run([.. line, "--json"]).Json;
        plain["voices"].ShouldBeNull();
        plain["metrics"]!.ToJsonString().ShouldBe(known.Json["metrics"]!.ToJsonString());
        Cli.Run([.. line, "--adapt", "speaker"]).Output.ShouldContain("with other clips of the same speaker known, without labels\nclips");
    }

    [Fact]
    public void A_training_run_with_voices_leaves_their_scores_and_reads_them_back()
    {
        var evaluation = JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "evaluation.json")))!;
        ((double)evaluation["voices"]!["uar"]!).ShouldBeInRange(0.1, 1);
        evaluation["voices"]!["clips"]!.AsArray().Count.ShouldBe(5);
        File.ReadAllText(Path.Combine(data.Run, "report.html")).ShouldContain("With the voice known");
        Cli.Run("models", "show", data.Model).Output.ShouldContain("## Voices");
        File.Delete(Path.Combine(data.Run, "evaluation.json"));
        Cli.Run("train", "--resume", data.Run, "--cache", data.Cache).Code.ShouldBe(0);
        JsonNode.Parse(File.ReadAllText(Path.Combine(data.Run, "evaluation.json")))!.ToJsonString().ShouldBe(evaluation.ToJsonString());
    }

    [Fact]
    public void Data_that_cannot_teach_voices_is_refused_before_anything_is_trained()
    {
        var folder = Path.Combine(data.Folder, "unnamed");
        foreach (var (emotion, number) in new[] { ("angry", 5), ("sad", 4) })
        {
            Directory.CreateDirectory(Path.Combine(folder, emotion));
            foreach (var clip in data.Clips(1, number).Concat(data.Clips(2, number)))
                File.Copy(clip, Path.Combine(folder, emotion, $"take {number} {Path.GetFileName(clip)}"));
        }

        var refused = Cli.Run(
            "train", "--data", folder, "--recipe", "mlp", "--protocol", "none", "--set", "training.voices=true", "--runs",
            Path.Combine(data.Folder, "runs"), "--cache", data.Cache);
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("\"voices\" learns how emotions differ within a speaker");
    }

    [Fact]
    public void From_code_a_voice_is_enrolled_and_used_as_on_the_command_line()
    {
        Cli.Run("voice", "enroll", "eight", data.Speaker(8), "--model", data.Model).Code.ShouldBe(0);
        var kept = new VoiceFolder(data.Voices).Load("eight");
        var recognizer = EmotionRecognizer.Load(data.Model);
        recognizer.KnowsVoices.ShouldBeTrue();
        EmotionRecognizer.Load(data.Plain).KnowsVoices.ShouldBeFalse();
        var files = Directory.GetFiles(data.Speaker(8), "*.wav").Order(StringComparer.Ordinal).ToArray();
        var voice = recognizer.Enroll("eight", files.Select(f => AudioClip.Load(f)));
        voice.Mean.ShouldBe(kept.Mean);
        (voice with { Mean = kept.Mean }).ShouldBe(kept);
        var clip = AudioClip.Load(files[0]);
        var known = recognizer.Predict(clip, voice);
        (known.Voice!.Name, known.Voice.Clips).ShouldBe((voice.Name, voice.Clips));
        known.Voice.Warnings.ShouldBe(voice.Warnings);
        known.Scores.ShouldNotBe(recognizer.Predict(clip).Scores);
        recognizer.Predict(clip, voice).Scores.ShouldBe(known.Scores);
        Should.Throw<VoiceException>(() => recognizer.Predict(clip, voice with { ModelFingerprint = new string('0', 64) }));
        Should.Throw<VoiceException>(() => recognizer.Enroll("a/b", []));
        Should.Throw<VoiceException>(() => recognizer.Enroll("nobody", [new AudioClip(new float[16_000], 16_000)]));
        Should.Throw<ArgumentException>(() => recognizer.PredictFiles(files, new BatchOptions { Adapt = Adaptation.File }));
    }

    private static JsonArray Results(params string[] line) => Cli.Run([.. line, "--json"]).Json["results"]!.AsArray();

    private JsonObject Predict(string clip, params string[] more) =>
        Results(["predict", clip, "--model", data.Model, .. more])[0]!.AsObject();
}
