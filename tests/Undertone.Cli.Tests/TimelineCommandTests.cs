using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference.Segments;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

/// <summary>Timelines of recordings: windows, formats, channels, turns of speakers.</summary>
[Collection("the user's voices")]
public sealed class TimelineCommandTests(VoicesFixture data) : IClassFixture<VoicesFixture>
{
    private static readonly string[] Formats = ["--vtt", "--rttm", "--labels-file"];

    [Fact]
    public void All_formats_tell_the_runs_of_the_segments_of_json()
    {
        var path = Talk("a long talk.wav", 7, 8);
        var segments = Result("predict", path, "--hop", "0.5")["segments"]!.AsArray();
        var runs = Runs(segments);
        runs.Count.ShouldBeGreaterThan(5);
        runs.Select(r => r.Emotion).Distinct().Count().ShouldBeGreaterThan(1);
        runs.Count.ShouldBeLessThan(segments.Count(s => (bool)s!["speech"]!), "some are joined");
        var rttm = Lines("--rttm").Select(l => l.Split(' ')).ToArray();
        foreach (var fields in rttm)
        {
            fields.Length.ShouldBe(10);
            fields[..3].ShouldBe(["SPEAKER", "a_long_talk", "1"]);
            double.Parse(fields[8], CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        }

        Close(rttm.Select(f => (Number(f[3]), Number(f[3]) + Number(f[4]), f[7])), runs);
        Close(Lines("--labels-file").Select(l => l.Split('\t')).Select(f => (Number(f[0]), Number(f[1]), f[2])), runs);
        var vtt = Run("--vtt").Split("\n\n");
        vtt[0].ShouldBe("WEBVTT");
        Close(vtt[1..].Select(cue =>
        {
            var (times, text) = (cue.Trim().Split('\n')[0].Split(" --> "), cue.Trim().Split('\n')[1]);
            Regex.IsMatch(text, @"^[a-z]+ \d+ %( \(uncertain\))?$").ShouldBeTrue(text);
            return (Clock(times[0]), Clock(times[1]), text.Split(' ')[0]);
        }), runs);

        var merged = Result("predict", path, "--hop", "0.5", "--merge")["segments"]!.AsArray();
        Close(merged.Where(s => (bool)s!["speech"]!).Select(Run3), runs);
        merged.Sum(s => (double)s!["endSeconds"]! - (double)s["startSeconds"]!).ShouldBe(
            segments.Sum(s => (double)s!["endSeconds"]! - (double)s["startSeconds"]!), 1e-9);
        foreach (var s in merged) s!["scores"]!.AsObject().Sum(v => (double)v.Value!).ShouldBe(1, 1e-9);

        string Run(string format)
        {
            var outcome = Cli.Run("predict", path, "--model", data.Model, "--hop", "0.5", format);
            outcome.Code.ShouldBe(0, outcome.Error);
            return outcome.Output;
        }

        string[] Lines(string format) => Run(format).TrimEnd('\n').Split('\n');
    }

    [Fact]
    public void Answers_do_not_depend_on_threads_and_window_and_hop_are_as_given()
    {
        var path = Talk("threads.wav", 5, 6);
        string[] line = ["predict", path, "--model", data.Model, "--json", "--window", "2", "--hop", "0.75"];
        var one = Cli.Run([.. line, "--threads", "1"]);
        foreach (var threads in new[] { "2", "3", "8" }) Cli.Run([.. line, "--threads", threads]).Output.ShouldBe(one.Output);
        var segments = one.Json["results"]![0]!["segments"]!.AsArray();
        for (var i = 0; i < segments.Count; i++) ((double)segments[i]!["startSeconds"]!).ShouldBe(0.75 * i, 1e-9);
        var raw = Cli.Run([.. line, "--smoothing", "0"]).Output;
        raw.ShouldNotBe(one.Output);
        Cli.Run([.. line, "--smoothing", "0", "--threads", "1"]).Output.ShouldBe(raw);
    }

    [Fact]
    public void Silence_and_bad_files_leave_formats_empty()
    {
        var silence = Path.Combine(data.Folder, "silence.wav");
        WavWriter.Write(silence, new AudioClip(new float[16000 * 40], 16000));
        foreach (var (path, code) in new[] { (silence, 0), (Path.Combine(data.Folder, "missing.wav"), 3) })
        {
            foreach (var format in Formats)
            {
                var outcome = Cli.Run("predict", path, "--model", data.Model, format);
                outcome.Code.ShouldBe(code, outcome.Error);
                outcome.Output.ShouldBe(format == "--vtt" ? "WEBVTT\n" : "");
            }
        }

        var result = Result("predict", silence, "--segments");
        result["segments"]!.AsArray().ShouldAllBe(s => !(bool)s!["speech"]!);
        ((bool)result["speech"]!).ShouldBeFalse();
    }

    [Fact]
    public void Channels_are_told_in_every_format_and_have_the_answers_of_their_own_files()
    {
        var (left, right) = (Talk("left.wav", 1), Talk("right.wav", 2));
        foreach (var file in new[] { left, right })
            WavWriter.Write(file, new AudioClip(AudioClip.Load(file).Samples[..(16000 * 24)], 16000));
        var path = Path.Combine(data.Folder, "call.wav");
        Stereo(path, AudioClip.Load(left), AudioClip.Load(right));
        string[] line = ["predict", path, "--model", data.Model, "--channels", "split"];
        var results = Cli.Run([.. line, "--segments", "--json"]).Json["results"]!.AsArray();
        results.Select(r => (int)r!["channel"]!).ShouldBe([1, 2]);
        foreach (var (result, file) in results.Zip([left, right]))
        {
            var own = Result("predict", file, "--segments");
            foreach (var key in new[] { "scores", "segments", "quality" }) result![key]!.ToJsonString().ShouldBe(own[key]!.ToJsonString());
        }

        var input = Cli.RunWithInput(File.ReadAllBytes(path), "predict", "-", "--model", data.Model, "--channels", "split", "--json");
        input.Json["results"]!.AsArray().Select(r => r!["scores"]!.ToJsonString())
            .ShouldBe(results.Select(r => r!["scores"]!.ToJsonString()));
        var csv = Cli.Run([.. line, "--csv"]).Output.TrimEnd('\n').Split('\n');
        csv[0].ShouldStartWith("file,channel,durationSeconds,speech");
        csv[1..].Select(l => l.Split(',')[1]).ShouldBe(["1", "2"]);
        csv.ShouldAllBe(l => l.Split(',').Length == csv[0].Split(',').Length);
        Cli.Run(line).Output.TrimEnd('\n').Split('\n').Select(l => l[^11..]).ShouldBe(["(channel 1)", "(channel 2)"]);
        var rttm = Cli.Run([.. line, "--rttm"]).Output.TrimEnd('\n').Split('\n').Select(l => l.Split(' ')[2]).ToArray();
        rttm.Distinct().ShouldBe(["1", "2"]);
        Cli.Run([.. line, "--vtt"]).Output.ShouldContain("<v channel 2>");
        Cli.Run([.. line, "--labels-file"]).Output.ShouldContain("\tchannel 1: ");
        var mixed = Result("predict", path);
        mixed["channel"].ShouldBeNull();
    }

    [Fact]
    public void Segments_lie_in_turns_and_name_their_speakers()
    {
        var path = Talk("meeting.wav", 3, 4);
        var turns = Turns(
            "meeting", ("anna", 0, 4.2), ("bob b", 4, 9.5), ("anna", 9.5, 10), ("bob b", 30, 5000));
        var segments = Result("predict", path, "--turns", turns)["segments"]!.AsArray();
        var duration = (double)Result("predict", path)["durationSeconds"]!;
        (double Start, double End, string Speaker)[] expected =
            [(0, 4.2, "anna"), (4, 9.5, "bob_b"), (9.5, 10, "anna"), (30, duration, "bob_b")];
        foreach (var (start, end, speaker) in expected)
        {
            var own = segments.Where(s => (string)s!["speaker"]! == speaker && (double)s["startSeconds"]! >= start - 1e-4
                && (double)s["endSeconds"]! <= end + 1e-4).ToArray();
            ((double)own[0]!["startSeconds"]!).ShouldBe(start, 1e-4);
            ((double)own[^1]!["endSeconds"]!).ShouldBe(end, 1e-4);
            for (var i = 1; i < own.Length; i++)
                ((double)own[i]!["startSeconds"]!).ShouldBe((double)own[i - 1]!["endSeconds"]!);
        }

        segments.Select(s => (double)s!["startSeconds"]!).ShouldBeInOrder();
        segments.Select(s => (string)s!["speaker"]!).Distinct().Order().ShouldBe(["anna", "bob_b"]);
        var other = Path.Combine(data.Folder, "meeting", "of a day.wav");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.Copy(path, other, overwrite: true);
        Result("predict", other, "--turns", turns)["segments"]!.ToJsonString().ShouldBe(segments.ToJsonString());
        var csv = Cli.Run("predict", path, "--model", data.Model, "--turns", turns, "--csv").Output.Split('\n');
        csv[0].ShouldStartWith("file,durationSeconds,startSeconds,endSeconds,speaker,speech");
        csv[1].Split(',')[4].ShouldBe("anna");
        Cli.Run("predict", path, "--model", data.Model, "--turns", turns).Output.ShouldContain("(speaker: bob_b)");
        Cli.Run("predict", path, "--model", data.Model, "--turns", turns, "--rttm").Output.ShouldContain("<NA> <NA> bob_b:");
        Cli.Run("predict", path, "--model", data.Model, "--turns", turns, "--vtt").Output.ShouldContain("<v bob_b>");
        Cli.Run("predict", path, "--model", data.Model, "--turns", turns, "--labels-file").Output.ShouldContain("\tanna: ");

        var two = Cli.Run("predict", path, other, "--model", data.Model, "--turns", turns, "--json");
        two.Code.ShouldBe(3);
        two.Json["results"]![0]!["segments"]!.ToJsonString().ShouldBe(segments.ToJsonString());
        ((string)two.Json["results"]![1]!["error"]!["message"]!).ShouldContain("no turn is said to be of a recording 'of_a_day'");
    }

    [Fact]
    public void Turns_of_channels_are_heard_in_their_channels()
    {
        var path = Path.Combine(data.Folder, "two.wav");
        Stereo(path, AudioClip.Load(Talk("one.wav", 1)), AudioClip.Load(Talk("other.wav", 2)));
        var turns = Path.Combine(data.Folder, "two.rttm");
        File.WriteAllText(turns, "SPEAKER two 1 1 5 <NA> <NA> anna <NA> <NA>\nSPEAKER two 2 2 5 <NA> <NA> bob <NA> <NA>\n");
        var results = Cli.Run("predict", path, "--model", data.Model, "--turns", turns, "--channels", "split", "--json").Json["results"]!;
        foreach (var (channel, speaker) in new[] { (0, "anna"), (1, "bob") })
            results[channel]!["segments"]!.AsArray().ShouldAllBe(s => (string)s!["speaker"]! == speaker);
    }

    [Fact]
    public void Every_speaker_has_a_voice_enrolled_or_of_their_own_segments()
    {
        Cli.Run("voice", "enroll", "anna", data.Speaker(3), "--model", data.Model).Code.ShouldBe(0);
        Cli.Run("voice", "enroll", "robert", data.Speaker(4), "--model", data.Model).Code.ShouldBe(0);
        var path = Talk("voices.wav", 3, 4);
        var middle = Math.Round(AudioClip.Load(path).DurationSeconds / 2);
        var turns = Turns("voices", ("anna", 0, middle), ("bob", middle, 2 * middle));
        var plain = Result("predict", path, "--turns", turns);
        var known = Result("predict", path, "--turns", turns, "--voice", "anna", "--voice", "bob=robert");
        VoiceOf(known, "anna").ShouldBe(["anna"]);
        VoiceOf(known, "bob").ShouldBe(["robert"]);
        var half = Result("predict", path, "--turns", turns, "--voice", "bob=robert");
        VoiceOf(half, "anna").ShouldBe([null]);
        Scores(half, "bob").ShouldBe(Scores(known, "bob"));
        Scores(half, "anna").ShouldBe(Scores(plain, "anna"));
        Scores(known, "anna").ShouldNotBe(Scores(plain, "anna"));

        var own = Result("predict", path, "--turns", turns, "--adapt", "file");
        foreach (var speaker in new[] { "anna", "bob" })
        {
            VoiceOf(own, speaker).ShouldBe([speaker]);
            var speaking = own["segments"]!.AsArray().Where(s => (string)s!["speaker"]! == speaker && (bool)s["speech"]!).ToArray();
            speaking.ShouldAllBe(s => (int)s!["voice"]!["clips"]! == speaking.Length);
            Scores(own, speaker).ShouldNotBe(Scores(plain, speaker));
        }

        string[] refused = ["predict", path, "--model", data.Model, "--turns", turns, "--voice"];
        Cli.Run([.. refused, "carla"]).Error.ShouldContain("the turns name no speaker 'carla'; there are: anna, bob");
        Cli.Run([.. refused, "bob=anna", "--voice", "bob=robert"]).Code.ShouldBe(2);
        Cli.Run("predict", path, "--model", data.Model, "--voice", "anna", "--voice", "robert").Error.ShouldContain("only --turns tells");
    }

    [Theory]
    [InlineData("--vtt", "--json")]
    [InlineData("--rttm", "--labels-file")]
    [InlineData("--hop", "0")]
    [InlineData("--hop", "NaN")]
    [InlineData("--hop", "61")]
    [InlineData("--window", "0.01")]
    [InlineData("--window", "1", "--hop", "2")]
    [InlineData("--smoothing", "-1")]
    [InlineData("--channels", "left")]
    [InlineData("--plot", "x.svg", "--channels", "split")]
    [InlineData("b.wav", "--vtt")]
    [InlineData("b.wav", "--labels-file")]
    public void A_wrong_command_line_ends_with_2(params string[] more)
    {
        var outcome = Cli.Run(["predict", "a.wav", .. more]);
        outcome.Code.ShouldBe(2, outcome.Error);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldNotContain("Parameter");
    }

    [Fact]
    public void Bad_turns_end_with_3_and_their_place()
    {
        var turns = Path.Combine(data.Folder, "bad.rttm");
        File.WriteAllText(turns, "SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\nSPEAKER a 1 zero 1 <NA> <NA> x <NA> <NA>\n");
        var outcome = Cli.Run("predict", "a.wav", "--turns", turns);
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldStartWith($"undertone: {turns}:2: the start 'zero'");
        Cli.Run("predict", "a.wav", "--turns", Path.Combine(data.Folder, "none.rttm")).Code.ShouldBe(3);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--jsonl")]
    [InlineData("--csv")]
    [InlineData("--vtt")]
    public void What_was_heard_before_an_interruption_is_printed_and_whole(string format)
    {
        var path = Talk("interrupted.wav", 1, 2);
        using var interruption = new CancellationTokenSource();
        using var input = new Interrupting(File.OpenRead(path), 16000 * 2 * 35, interruption);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, () => input, interactive: false);
        string[] line = ["predict", "-", "--model", data.Model, "--segments", format];
        CommandLine.Run(line, terminal, interruption.Token).ShouldBe(130);
        error.ToString().ShouldBe("undertone: interrupted\n");
        if (format == "--json")
        {
            var json = JsonNode.Parse(output.ToString())!;
            ((bool)json["interrupted"]!).ShouldBeTrue();
            ((bool)json["results"]![0]!["interrupted"]!).ShouldBeTrue();
            var end = (double)json["results"]![0]!["durationSeconds"]!;
            end.ShouldBeInRange(34, 36);
            ((double)json["results"]![0]!["segments"]!.AsArray()[^1]!["endSeconds"]!).ShouldBe(end);
        }
        else
        {
            output.ToString().TrimEnd('\n').Split('\n').Length.ShouldBeGreaterThan(format == "--jsonl" ? 0 : 10);
        }
    }

    private static List<(double Start, double End, string Emotion)> Runs(JsonArray segments)
    {
        var runs = new List<(double Start, double End, string Emotion)>();
        foreach (var (start, end, emotion) in segments.Where(s => (bool)s!["speech"]!).Select(Run3))
        {
            if (runs.Count > 0 && runs[^1].End == start && runs[^1].Emotion == emotion) runs[^1] = (runs[^1].Start, end, emotion);
            else runs.Add((start, end, emotion));
        }

        return runs;
    }

    private static (double Start, double End, string Emotion) Run3(JsonNode? s) =>
        ((double)s!["startSeconds"]!, (double)s["endSeconds"]!, (string)s["emotion"]!);

    private static void Close(
        IEnumerable<(double Start, double End, string Emotion)> actual, List<(double Start, double End, string Emotion)> expected)
    {
        var all = actual.ToArray();
        all.Select(r => r.Emotion).ShouldBe(expected.Select(r => r.Emotion));
        for (var i = 0; i < all.Length; i++)
        {
            all[i].Start.ShouldBe(expected[i].Start, 0.00051);
            all[i].End.ShouldBe(expected[i].End, 0.0011);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Clock(string text)
    {
        var match = Regex.Match(text, @"^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$");
        match.Success.ShouldBeTrue(text);
        return (3600 * Number(match.Groups[1].Value)) + (60 * Number(match.Groups[2].Value)) + Number(match.Groups[3].Value)
            + (Number(match.Groups[4].Value) / 1000);
    }

    private static string?[] VoiceOf(JsonNode result, string speaker) =>
    [
        .. result["segments"]!.AsArray().Where(s => (string)s!["speaker"]! == speaker && (bool)s["speech"]!)
            .Select(s => (string?)s!["voice"]?["name"]).Distinct(),
    ];

    private static string[] Scores(JsonNode result, string speaker) =>
    [
        .. result["segments"]!.AsArray().Where(s => (string)s!["speaker"]! == speaker && (bool)s["speech"]!)
            .Select(s => s!["scores"]!.ToJsonString()),
    ];

    private JsonNode Result(params string[] args)
    {
        var outcome = Cli.Run([.. args, "--model", data.Model, "--json"]);
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome.Json["results"]!.AsArray().ShouldHaveSingleItem()!;
    }

    /// <summary>All clips of some speakers one after the other, with a pause of 2 s between speakers.</summary>
    private string Talk(string name, params int[] speakers)
    {
        var samples = new List<float>();
        foreach (var speaker in speakers)
        {
            foreach (var file in Directory.GetFiles(data.Speaker(speaker), "*.wav").Order(StringComparer.Ordinal))
                samples.AddRange(AudioClip.Load(file).Samples);
            samples.AddRange(new float[32000]);
        }

        var path = Path.Combine(data.Folder, name);
        WavWriter.Write(path, new AudioClip([.. samples], 16000));
        return path;
    }

    private string Turns(string recording, params (string Speaker, double Start, double End)[] turns)
    {
        var path = Path.Combine(data.Folder, recording + ".rttm");
        File.WriteAllLines(path, turns.Select(t => string.Create(
            CultureInfo.InvariantCulture,
            $"SPEAKER {recording} 1 {t.Start} {t.End - t.Start:0.###} <NA> <NA> {SpeakerTurns.NameOf(t.Speaker)} <NA> <NA>")));
        return path;
    }

    private static void Stereo(string path, AudioClip left, AudioClip right)
    {
        var length = Math.Max(left.Samples.Length, right.Samples.Length);
        var samples = new float[2 * length];
        for (var i = 0; i < length; i++)
        {
            samples[2 * i] = i < left.Samples.Length ? left.Samples[i] : 0;
            samples[(2 * i) + 1] = i < right.Samples.Length ? right.Samples[i] : 0;
        }

        WavWriter.Write(path, new AudioClip(samples, left.SampleRateHz));
        var bytes = File.ReadAllBytes(path);
        // Two channels in the header that the writer made for one: channels, bytes a second and bytes a frame.
        (bytes[22], bytes[32]) = (2, 4);
        BitConverter.GetBytes(left.SampleRateHz * 4).CopyTo(bytes, 28);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>A file that the user interrupts while it is read.</summary>
    private sealed class Interrupting(Stream inner, long at, CancellationTokenSource interruption) : MemoryStream
    {
        private long _read;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer[..Math.Min(buffer.Length, 4096)]);
            _read += count;
            if (_read > at) interruption.Cancel();
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
