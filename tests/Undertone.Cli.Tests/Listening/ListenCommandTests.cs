using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Inference;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests.Listening;

/// <summary>Raw PCM on standard input is the microphone.</summary>
public sealed class ListenCommandTests : IClassFixture<SyntheticCorpusFixture>, IDisposable
{
    private readonly SyntheticCorpusFixture _data;
    private readonly AudioClip _clip;
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-listen-").FullName;

    public ListenCommandTests(SyntheticCorpusFixture data) => (_data, _clip) = (data, RawSound.Stored(RawSound.Joined(data.Corpus, 4)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_has_a_line_an_answer_as_an_element_of_segments()
    {
        var outcome = Listen("--json");
        outcome.Code.ShouldBe(0, outcome.Error);
        var expected = Expected(_clip);
        expected.ShouldContain(a => a.Speech);
        expected.ShouldContain(a => !a.Speech);
        outcome.Output.ShouldBe(string.Concat(expected.Select(a => Json(a) + "\n")));
        string[] keys = ["startSeconds", "endSeconds", "speech", "emotion", "confidence", "uncertain", "uncertainBecause", "scores"];
        JsonNode.Parse(outcome.Output.Split('\n')[0])!.AsObject().Select(p => p.Key).ShouldBe(keys);
    }

    [Fact]
    public void Without_a_terminal_there_is_a_line_an_answer_and_a_summary()
    {
        var outcome = Listen();
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Error.ShouldBeEmpty();
        var lines = outcome.Output.TrimEnd('\n').Split('\n');
        var expected = Expected(_clip);
        for (var i = 0; i < expected.Count; i++)
        {
            var a = expected[i];
            lines[i].ShouldStartWith(FormattableString.Invariant($"00:{a.StartSeconds:00.0} - 00:{a.EndSeconds:00.0}  "));
            lines[i].ShouldContain(a.Speech ? FormattableString.Invariant($"  {a.Emotion} {a.Confidence * 100:0.0} %") : "  (no speech)");
        }

        var speech = expected.Where(a => a.Speech).Sum(a => a.EndSeconds - a.StartSeconds);
        lines[expected.Count].ShouldBe(FormattableString.Invariant($"listened {_clip.DurationSeconds:0.0} s, speech {speech:0.0} s"));
        var shares = lines[(expected.Count + 1)..].Select(l => Regex.Split(l.Trim(), " +")).ToArray();
        shares.Sum(s => double.Parse(s[1], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(speech, 0.3);
        shares.Sum(s => double.Parse(s[3], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(100, 0.5);
    }

    [Fact]
    public void The_recording_has_the_samples_that_came_and_replaces_nothing()
    {
        var file = Path.Combine(_folder, "keep.wav");
        Listen("--record", file).Code.ShouldBe(0);
        var kept = AudioClip.Load(file);
        kept.SampleRateHz.ShouldBe(16000);
        kept.Samples.ShouldBe(_clip.Samples);
        var before = File.ReadAllBytes(file);
        var again = Listen("--record", file);
        again.Code.ShouldBe(2);
        again.Error.ShouldContain("this is there already, and a recording replaces nothing");
        File.ReadAllBytes(file).ShouldBe(before);
        var nowhere = Listen("--record", Path.Combine(_folder, "none", "keep.wav"));
        nowhere.Code.ShouldBe(1);
        nowhere.Error.ShouldContain("this cannot be written (there is no such file or folder)");
    }

    [Theory]
    [InlineData("s16le", 1)]
    [InlineData("f32le", 1)]
    [InlineData("f32le", 2)]
    [InlineData("s32le", 3)]
    public void Other_formats_of_the_same_samples_give_the_same_lines(string encoding, int channels)
    {
        var half = new AudioClip([.. _clip.Samples.Where((_, i) => i % 2 == 0)], 8000);
        var bytes = new MemoryStream();
        foreach (var sample in half.Samples)
        {
            var stored = new byte[encoding == "s16le" ? 2 : 4];
            if (encoding == "s16le") BinaryPrimitives.WriteInt16LittleEndian(stored, (short)(sample * 32768));
            else if (encoding == "f32le") BinaryPrimitives.WriteSingleLittleEndian(stored, sample);
            else BinaryPrimitives.WriteInt32LittleEndian(stored, (int)(sample * 2147483648.0));
            for (var c = 0; c < channels; c++) bytes.Write(stored);
        }

        var outcome = Cli.RunWithInput(
            bytes.ToArray(), "listen", "-", "--model", _data.Model, "--json", "--rate", "8000", "--encoding", encoding,
            "--channels", $"{channels}");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldBe(string.Concat(Expected(half).Select(a => Json(a) + "\n")));
    }

    [Theory]
    [InlineData("listen x.wav", 2, "listen takes - or nothing; 'undertone predict --segments' takes files")]
    [InlineData("listen - --device x", 2, "--device and - exclude each other")]
    [InlineData("listen --channels 2", 2, "--channels is for raw PCM on standard input (-)")]
    [InlineData("listen --encoding u8", 2, "--encoding is for raw PCM on standard input (-)")]
    [InlineData("listen - --rate 99", 2, "--rate wants a number from 100 to 1000000, not 99")]
    [InlineData("listen - --encoding mp3", 2, "mp3")]
    [InlineData("listen - --transcribe parrot", 2, "this recogniser is not known; there are: whisper-cli, vosk-transcriber, pocketsphinx")]
    [InlineData("listen - --model none", 3, "none: neither a model file nor a run folder")]
    [InlineData("listen - --voice nobody-of-that-name", 3, "nobody-of-that-name")]
    [InlineData("listen --device sox:no-such-device-anywhere", 1, "No sound could be recorded from 'sox:no-such-device-anywhere'")]
    public void What_cannot_be_done_is_told(string line, int code, string message)
    {
        var outcome = Cli.Run(line.Split(' '));
        outcome.Code.ShouldBe(code, outcome.Error);
        outcome.Error.ShouldContain(message);
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_with_a_header_on_standard_input_is_refused()
    {
        var outcome = Cli.RunWithInput(File.ReadAllBytes(_data.Clip), "listen", "-", "--model", _data.Model);
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldStartWith("undertone: standard input: this is a file with a header ('RIFF')");
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public void No_sound_at_all_is_no_fault()
    {
        var outcome = Cli.RunWithInput([], "listen", "-", "--model", _data.Model);
        (outcome.Code, outcome.Output, outcome.Error).ShouldBe((0, "", ""));
    }

    [Fact]
    public void Ctrl_C_ends_with_a_summary_though_the_sound_goes_on()
    {
        using var interruption = new CancellationTokenSource();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, () => new EndlessStream(RawSound.Pcm(_clip), interruption), interactive: false);
        CommandLine.Run(["listen", "-", "--model", _data.Model], terminal, interruption.Token).ShouldBe(0, error.ToString());
        error.ToString().ShouldBeEmpty();
        output.ToString().ShouldContain("\nlistened ");
    }

    [Fact]
    public void A_reader_that_has_enough_ends_the_listening()
    {
        using var output = new StreamWriter(new ResultStream(new BrokenPipe()), new UTF8Encoding(false));
        using var error = new StringWriter();
        var terminal = new Terminal(
            output, error, () => new EndlessStream(RawSound.Pcm(_clip), new CancellationTokenSource()), interactive: false);
        CommandLine.Run(["listen", "-", "--model", _data.Model], terminal, CancellationToken.None).ShouldBe(0);
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Devices_are_listed_as_text_and_as_json()
    {
        Cli.Run("listen", "--list-devices").Code.ShouldBe(0);
        var outcome = Cli.Run("listen", "--list-devices", "--json");
        outcome.Code.ShouldBe(0);
        foreach (var device in outcome.Json["devices"]!.AsArray()) ((string)device!["device"]!).ShouldContain(':');
    }

    private static string Json(SegmentPrediction answer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PredictionJson.LineOptions)) PredictionJson.Write(json, answer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private List<StreamingPrediction> Expected(AudioClip clip)
    {
        var stream = new StreamingRecognizer(EmotionRecognizer.Load(_data.Model), clip.SampleRateHz);
        return [.. stream.Push(clip.Samples), .. stream.Complete()];
    }

    private Cli.Outcome Listen(params string[] options) =>
        Cli.RunWithInput(RawSound.Pcm(_clip), ["listen", "-", "--model", _data.Model, .. options]);

    /// <summary>Sound that never ends; when it has come once, somebody presses Ctrl-C, and then nothing comes.</summary>
    private sealed class EndlessStream(byte[] sound, CancellationTokenSource interruption) : MemoryStream(sound)
    {
        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            if (read > 0) return read;
            interruption.CancelAfter(300);
            Thread.Sleep(TimeSpan.FromSeconds(20));
            return 0;
        }
    }

    private sealed class BrokenPipe : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("text of a library", 32);
    }
}
