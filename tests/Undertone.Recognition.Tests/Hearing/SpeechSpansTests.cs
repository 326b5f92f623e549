using Undertone.Recognition.Hearing;

namespace Undertone.Recognition.Tests.Hearing;

public sealed class SpeechSpansTests
{
    private const double Block = 0.032;

    /// <summary>Exactly what is found, without pauses bridged, short speech left out or margins.</summary>
    private static readonly SpeechOptions Bare = new() { LeastSpeechSeconds = 0, LeastPauseSeconds = 0, MarginSeconds = 0 };

    [Theory]
    [InlineData("", "")]
    [InlineData("9", "0-1")]
    [InlineData("0990", "1-3")]
    [InlineData("0950", "1-3")] // 0.5 counts as speech
    [InlineData("0490", "2-3")] // 0.4 does not begin speech
    [InlineData("09440", "1-4")] // but goes on with it
    [InlineData("093", "1-2")] // and 0.3 does not
    [InlineData("0904", "1-2")]
    [InlineData("90909", "0-1 2-3 4-5")]
    [InlineData("0000", "")]
    public void Speech_begins_at_one_threshold_and_ends_below_another(string tenths, string blocks) =>
        Found(tenths, Bare).ShouldBe(blocks);

    [Theory]
    [InlineData(0.032, "90909", "0-1 2-3 4-5")] // a pause of the least length is one
    [InlineData(0.033, "90909", "0-5")]
    [InlineData(0.1, "9000900009", "0-5 9-10")] // 96 ms are bridged, 128 ms are not
    public void Short_pauses_are_bridged(double seconds, string tenths, string blocks) =>
        Found(tenths, Bare with { LeastPauseSeconds = seconds }).ShouldBe(blocks);

    [Theory]
    [InlineData(0.064, "909900", "2-4")]
    [InlineData(0.065, "909900", "")]
    [InlineData(0.25, "0999999900099999999", "11-19")] // 7 blocks are 0.224 s, 8 are 0.256 s
    public void Short_speech_is_left_out(double seconds, string tenths, string blocks) =>
        Found(tenths, Bare with { LeastSpeechSeconds = seconds }).ShouldBe(blocks);

    [Fact]
    public void Where_a_span_or_a_pause_lies_does_not_change_whether_it_is_long_enough()
    {
        for (var length = 1; length < 20; length++)
        {
            var least = length * Block;
            for (var before = 0; before < 50; before++)
            {
                var (start, run) = (new string('0', before), new string('9', length));
                Found(start + run + "0", Bare with { LeastSpeechSeconds = least }).ShouldBe($"{before}-{before + length}");
                Found(start + "9" + run.Replace('9', '0') + "9", Bare with { LeastPauseSeconds = least })
                    .ShouldBe($"{before}-{before + 1} {before + 1 + length}-{before + 2 + length}");
            }
        }
    }

    [Fact]
    public void Pauses_are_bridged_before_short_speech_is_left_out() =>
        Found("9990999", Bare with { LeastSpeechSeconds = 0.2, LeastPauseSeconds = 0.05 }).ShouldBe("0-7");

    [Fact]
    public void Margins_stay_in_the_recording_and_meet_in_the_middle_of_a_pause()
    {
        var spans = SpeechSpans.Find(Probabilities("9099000000900"), 0.4, Bare with { MarginSeconds = 0.05 });
        spans.Select(s => (Math.Round(s.StartSeconds, 6), Math.Round(s.EndSeconds, 6)))
            .ShouldBe([(0, 1.5 * Block), (1.5 * Block, (4 * Block) + 0.05), ((10 * Block) - 0.05, 0.4)]);
    }

    [Fact]
    public void The_last_block_ends_with_the_recording()
    {
        SpeechSpans.Find(Probabilities("09"), 0.05, Bare).ShouldBe([new SpeechSpan(Block, 0.05)]);
        SpeechSpans.Find(Probabilities("0999999999"), 10 * Block, new SpeechOptions()).Count.ShouldBe(1);
        SpeechSpans.Find(Probabilities("0999999999"), (8 * Block) + 0.001, new SpeechOptions()).ShouldBeEmpty();
        SpeechSpans.Find(Probabilities("99"), 0, Bare).ShouldBeEmpty();
    }

    [Fact]
    public void Spans_of_any_probabilities_are_in_order_apart_inside_and_long_enough()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 3000; trial++)
        {
            var smooth = random.NextDouble();
            var state = random.NextDouble();
            var probabilities = new float[random.Next(0, 120)];
            for (var i = 0; i < probabilities.Length; i++)
                probabilities[i] = (float)(state = (smooth * state) + ((1 - smooth) * random.NextDouble() * 1.2 % 1));
            var duration = Math.Max(0, (probabilities.Length - random.NextDouble()) * Block);
            var threshold = 0.05 + (0.9 * random.NextDouble());
            var options = new SpeechOptions
            {
                Threshold = threshold,
                EndThreshold = threshold * (0.1 + (0.9 * random.NextDouble())),
                LeastSpeechSeconds = random.NextDouble() * 0.4,
                LeastPauseSeconds = random.NextDouble() * 0.3,
                MarginSeconds = random.NextDouble() * 0.2,
            };
            var spans = SpeechSpans.Find(probabilities, duration, options);
            var end = 0.0;
            foreach (var span in spans)
            {
                span.StartSeconds.ShouldBeGreaterThanOrEqualTo(end);
                span.EndSeconds.ShouldBeLessThanOrEqualTo(duration);
                (span.EndSeconds - span.StartSeconds).ShouldBeGreaterThanOrEqualTo(options.LeastSpeechSeconds - 1e-12);
                end = span.EndSeconds;
            }

            // Without margins: pauses are long enough, each span has speech in it, and no long run of speech lies outside.
            var bare = SpeechSpans.Find(probabilities, duration, options with { MarginSeconds = 0 });
            bare.Count.ShouldBe(spans.Count);
            for (var i = 0; i < bare.Count; i++)
            {
                if (i > 0) (bare[i].StartSeconds - bare[i - 1].EndSeconds).ShouldBeGreaterThan(options.LeastPauseSeconds - 1e-9);
                spans[i].StartSeconds.ShouldBeInRange(bare[i].StartSeconds - options.MarginSeconds - 1e-12, bare[i].StartSeconds);
                spans[i].EndSeconds.ShouldBeInRange(bare[i].EndSeconds, bare[i].EndSeconds + options.MarginSeconds + 1e-12);
                probabilities[(int)Math.Round(bare[i].StartSeconds / Block)].ShouldBeGreaterThanOrEqualTo((float)threshold);
            }
        }
    }

    [Theory]
    [InlineData(10, 0.51f, true)]
    [InlineData(9, 0.99f, false)]
    [InlineData(30, 0.5f, false)] // above, not at
    [InlineData(0, 1f, false)]
    public void Ten_blocks_above_a_half_are_speech_wherever_they_are(int blocks, float probability, bool speech)
    {
        var probabilities = new float[60];
        for (var i = 0; i < blocks; i++) probabilities[59 - (i * 2 % 60) - (i / 30)] = probability;
        SpeechSpans.HasSpeech(probabilities).ShouldBe(speech);
    }

    public static TheoryData<string, SpeechOptions> Faults => new()
    {
        { "Threshold", new() { Threshold = 0 } },
        { "Threshold", new() { Threshold = 1 } },
        { "Threshold", new() { Threshold = double.NaN } },
        { "EndThreshold", new() { EndThreshold = 0 } },
        { "EndThreshold", new() { EndThreshold = 0.51 } },
        { "EndThreshold", new() { Threshold = 0.2 } },
        { "EndThreshold", new() { EndThreshold = double.NaN } },
        { "LeastSpeechSeconds", new() { LeastSpeechSeconds = -0.001 } },
        { "LeastSpeechSeconds", new() { LeastSpeechSeconds = double.PositiveInfinity } },
        { "LeastPauseSeconds", new() { LeastPauseSeconds = -1 } },
        { "LeastPauseSeconds", new() { LeastPauseSeconds = double.NaN } },
        { "MarginSeconds", new() { MarginSeconds = -0.03 } },
        { "MarginSeconds", new() { MarginSeconds = double.PositiveInfinity } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_option_that_makes_no_sense_is_refused_by_its_name(string name, SpeechOptions options)
    {
        var fault = Should.Throw<ArgumentOutOfRangeException>(() => SpeechSpans.Find(Probabilities("999"), 1, options));
        fault.ParamName.ShouldBe(name);
        fault.Message.ShouldStartWith(name + " must be ");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_duration_that_makes_no_sense_is_refused(double seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SpeechSpans.Find(Probabilities("999"), seconds))
            .ParamName.ShouldBe("durationSeconds");

    private static string Found(string tenths, SpeechOptions options) => string.Join(
        ' ',
        SpeechSpans.Find(Probabilities(tenths), tenths.Length * Block, options)
            .Select(s => $"{Math.Round(s.StartSeconds / Block, 6)}-{Math.Round(s.EndSeconds / Block, 6)}"));

    private static float[] Probabilities(string tenths) => [.. tenths.Select(c => (c - '0') / 10f)];
}
