using System.Globalization;
using System.Text.RegularExpressions;
using Undertone.Recognition.Hearing;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

public sealed class SpeechCommandTests : IDisposable
{
    private static readonly string Spoken = Repository.Of("tests", "Golden", "silero-vad-6", "speech_a_16k.wav");
    private static readonly string Unspoken = Repository.Of("tests", "Golden", "silero-vad-6", "chirp_noise_16k.wav");
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-speech-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_table_has_a_row_a_span_and_the_sum()
    {
        var outcome = Cli.Run("speech", Spoken, Unspoken);
        outcome.Code.ShouldBe(0, outcome.Error);
        var lines = outcome.Output.TrimEnd().Split('\n');
        var spans = Spans(Spoken);
        lines.Length.ShouldBe(spans.Count + 2);
        for (var i = 0; i < spans.Count; i++)
        {
            var numbers = Regex.Matches(lines[i], @"(\d+\.\d\d) s")
                .Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
            numbers.Length.ShouldBe(3);
            lines[i].ShouldStartWith(Spoken + " ");
            var (start, end) = (spans[i].StartSeconds, spans[i].EndSeconds);
            foreach (var (shown, exact) in numbers.Zip([start, end, end - start])) shown.ShouldBe(exact, 0.0051);
        }

        lines[^2].ShouldMatch("^" + Regex.Escape(Unspoken) + @" +\(no speech\)$");
        lines[^1].ShouldBe(string.Create(
            CultureInfo.InvariantCulture,
            $"speech: {spans.Sum(s => s.EndSeconds - s.StartSeconds):0.00} s of {(34851 + 32000) / 16000.0:0.00} s in 2 files"));
    }

    [Fact]
    public void Json_has_every_file_with_its_spans_or_its_error()
    {
        var missing = Path.Combine(_folder, "missing.wav");
        var letter = Path.Combine(_folder, "letter.wav");
        File.WriteAllText(letter, "Dear reader, this is not audio.");
        var outcome = Cli.Run("speech", Spoken, missing, letter, Unspoken, "--json");
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain("missing.wav: there is no such file");
        outcome.Error.ShouldContain("letter.wav");
        outcome.Error.ShouldNotContain("   at ");
        var results = outcome.Json["results"]!.AsArray();
        results.Count.ShouldBe(4);
        string[] keys = ["file", "durationSeconds", "speechSeconds", "spans"];
        results[0]!.AsObject().Select(p => p.Key).ShouldBe(keys);
        ((double)results[0]!["durationSeconds"]!).ShouldBe(34851 / 16000.0);
        var spans = results[0]!["spans"]!.AsArray()
            .Select(s => new SpeechSpan((double)s!["startSeconds"]!, (double)s["endSeconds"]!)).ToArray();
        spans.ShouldBe(Spans(Spoken));
        ((double)results[0]!["speechSeconds"]!).ShouldBe(spans.Sum(s => s.EndSeconds - s.StartSeconds), 1e-12);
        ((string)results[1]!["error"]!["code"]!).ShouldBe("not-found");
        ((string)results[2]!["error"]!["code"]!).ShouldBe("audio-format");
        results[3]!["spans"]!.AsArray().ShouldBeEmpty();
        ((double)results[3]!["speechSeconds"]!).ShouldBe(0);
    }

    [Fact]
    public void Rttm_has_ten_fields_without_blanks_in_them()
    {
        var named = Path.Combine(_folder, "two words.v2.wav");
        File.Copy(Spoken, named);
        var outcome = Cli.Run("speech", named, Unspoken, "--rttm");
        outcome.Code.ShouldBe(0, outcome.Error);
        var spans = Spans(Spoken);
        outcome.Output.ShouldBe(string.Concat(spans.Select(s => string.Create(
            CultureInfo.InvariantCulture,
            $"SPEAKER two_words.v2 1 {s.StartSeconds:0.000} {s.EndSeconds - s.StartSeconds:0.000} <NA> <NA> speech <NA> <NA>\n"))));
        outcome.Output.Split('\n')[0].Split(' ').Length.ShouldBe(10);
    }

    [Fact]
    public void Labels_have_start_end_and_a_word_between_tabs()
    {
        var outcome = Cli.Run("speech", Spoken, "--labels-file");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldBe(string.Concat(Spans(Spoken).Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.StartSeconds:0.000000}\t{s.EndSeconds:0.000000}\tspeech\n"))));
        Cli.Run("speech", Unspoken, "--labels-file").Output.ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_reaches_the_spans()
    {
        string[] line =
        [
            "speech", Spoken, "--json", "--threshold", "0.9", "--end-threshold", "0.8", "--least-speech", "0.05", "--least-pause", "0.02",
            "--margin", "0.01",
        ];
        var options = new SpeechOptions
        {
            Threshold = 0.9,
            EndThreshold = 0.8,
            LeastSpeechSeconds = 0.05,
            LeastPauseSeconds = 0.02,
            MarginSeconds = 0.01,
        };
        Starts(Cli.Run(line)).ShouldBe(Spans(Spoken, options).Select(s => s.StartSeconds));

        // Lowered alone, the threshold takes the end with it.
        options = new SpeechOptions { Threshold = 0.2, EndThreshold = 0.2 };
        Starts(Cli.Run("speech", Spoken, "--json", "--threshold", "0.2")).ShouldBe(Spans(Spoken, options).Select(s => s.StartSeconds));
    }

    [Fact]
    public void Folders_patterns_standard_input_and_a_file_for_the_result_are_taken_as_elsewhere()
    {
        File.Copy(Spoken, Path.Combine(_folder, "a.wav"));
        File.Copy(Unspoken, Path.Combine(_folder, "b.wav"));
        var whole = Cli.Run("speech", _folder, "--json");
        whole.Code.ShouldBe(0, whole.Error);
        Cli.Run("speech", Path.Combine(_folder, "*.wav"), "--json").Output.ShouldBe(whole.Output);
        var input = Cli.RunWithInput(File.ReadAllBytes(Spoken), "speech", "-", "--json");
        Starts(input).ShouldBe(Starts(whole));

        var target = Path.Combine(_folder, "new", "result.json");
        var written = Cli.Run("speech", _folder, "--json", "--output", target);
        written.Code.ShouldBe(0, written.Error);
        written.Output.ShouldBeEmpty();
        File.ReadAllText(target).ShouldBe(whole.Output);
    }

    [Theory]
    [InlineData("--threshold 0", "--threshold wants a number above 0 and below 1, not 0.")]
    [InlineData("--threshold 1.5", "--threshold wants a number above 0 and below 1, not 1.5.")]
    [InlineData("--threshold NaN", "--threshold wants a number above 0 and below 1, not NaN.")]
    [InlineData("--end-threshold 1", "--end-threshold wants a number above 0 and below 1, not 1.")]
    [InlineData("--end-threshold 0.6", "--end-threshold 0.6 lies above --threshold 0.5")]
    [InlineData("--least-speech -1", "--least-speech wants a number of seconds of at least 0, not -1.")]
    [InlineData("--least-pause Infinity", "--least-pause wants a number of seconds of at least 0, not Infinity.")]
    [InlineData("--margin -0.1", "--margin wants a number of seconds of at least 0, not -0.1.")]
    [InlineData("--margin wide", "--margin wants a number, not 'wide'.")]
    [InlineData("--json --rttm", "--json and --rttm exclude each other.")]
    public void What_makes_no_sense_is_a_usage_error(string options, string fault)
    {
        var outcome = Cli.Run(["speech", Spoken, .. options.Split(' ')]);
        outcome.Code.ShouldBe(2);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain(fault);
        outcome.Error.ShouldNotContain("Parameter");
    }

    [Fact]
    public void Labels_are_for_one_file()
    {
        var outcome = Cli.Run("speech", Spoken, Unspoken, "--labels-file");
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain("2 are given");
    }

    private static IReadOnlyList<SpeechSpan> Spans(string file, SpeechOptions? options = null)
    {
        var clip = AudioClip.Load(file);
        return SpeechSpans.Find(SpeechDetector.Default.Probabilities(clip), clip.DurationSeconds, options);
    }

    private static double[] Starts(Cli.Outcome outcome) =>
        [.. outcome.Json["results"]![0]!["spans"]!.AsArray().Select(s => (double)s!["startSeconds"]!)];
}
