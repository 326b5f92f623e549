using System.Text.RegularExpressions;
using Undertone.Cli.Listening;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tests.Listening;

/// <summary>The live display as text.</summary>
public sealed class LiveViewTests(SyntheticCorpusFixture data) : IClassFixture<SyntheticCorpusFixture>
{
    private readonly EmotionRecognizer _recognizer = EmotionRecognizer.Load(data.Model);

    [Fact]
    public void A_frame_shows_level_emotions_and_the_last_minute()
    {
        var (state, answers) = Heard(4);
        var lines = LiveScreen.Draw(state, 80, 30, colors: false).Split('\n');
        lines[0].ShouldStartWith(LiveText.Time(state.HeardSeconds) + "  mlp");
        lines[1].ShouldMatch("^level  [█░]{62} ");
        lines[2].ShouldStartWith("now    no speech");
        lines[4].ShouldMatch("^ {10}now +last minute$");
        var rest = 80 - 10 - 6 - 3;
        var (bars, columns) = (rest - (rest / 2), rest / 2);
        var marks = new Dictionary<string, string>();
        for (var i = 0; i < _recognizer.Labels.Count; i++)
        {
            var match = Regex.Match(lines[5 + i], "^([a-z]+) +([█░]{" + bars + "}) +([0-9]+) %(?:  (.*))?$");
            match.Success.ShouldBeTrue(lines[5 + i]);
            match.Groups[1].Value.ShouldBe(_recognizer.Labels[i]);
            // Nobody speaks now.
            match.Groups[2].Value.ShouldBe(new string('░', bars));
            marks[_recognizer.Labels[i]] = match.Groups[4].Value.PadRight(columns);
        }

        marks["no speech"] = lines[5 + _recognizer.Labels.Count].PadRight(80)[(10 + bars + 8)..].PadRight(columns);
        // Every column that lies within one answer has its mark, and no other row has one there.
        var seconds = LiveState.TimelineSeconds / columns;
        var last = answers[^1].EndSeconds;
        var compared = 0;
        for (var c = 0; c < columns; c++)
        {
            var (start, end) = (last - ((columns - c) * seconds), last - ((columns - c - 1) * seconds));
            var there = answers.Where(a => a.EndSeconds > start + 1e-9 && a.StartSeconds < end - 1e-9).ToArray();
            if (there.Select(a => a.Emotion).Distinct().Count() > 1) continue;
            var expected = there.Length == 0 ? null : there[0].Emotion ?? "no speech";
            foreach (var (row, text) in marks) (c, row, text[c] != ' ').ShouldBe((c, row, row == expected));
            compared++;
        }

        compared.ShouldBeGreaterThan(columns / 2);
    }

    [Fact]
    public void Bars_are_as_long_as_the_scores()
    {
        var (state, answers) = Heard(1, until: a => a.Speech);
        var scores = answers[^1].Scores;
        var lines = LiveScreen.Draw(state, 40, 30, colors: false).Split('\n');
        foreach (var (label, score) in scores)
        {
            var line = lines.Single(l => l.StartsWith(label, StringComparison.Ordinal));
            line.Count(c => c == '█').ShouldBe((int)Math.Round(score * line.Count(c => c is '█' or '░')));
            line.ShouldEndWith(FormattableString.Invariant($" {score * 100:0} %"));
        }

        lines[2].ShouldStartWith($"now    {answers[^1].Emotion} ");
    }

    [Fact]
    public void Numbers_on_dimensions_stand_beside_the_emotion_or_alone()
    {
        var (_, answers) = Heard(1, until: a => a.Speech);
        var dimensions = new EmotionDimensions([KeyValuePair.Create("arousal", 4.25)]);
        var both = answers[^1] with { Dimensions = dimensions };
        var alone = both with { Emotion = null, Confidence = 0, UncertainBecause = [] };
        string Now(LabelSet labels, StreamingPrediction answer)
        {
            var state = new LiveState(labels);
            state.Add(answer);
            return LiveScreen.Draw(state, 80, 30, colors: false).Split('\n')[2].TrimEnd();
        }

        Now(_recognizer.Labels, both).ShouldContain($"{both.Emotion} {both.Confidence * 100:0} %   arousal 4.25");
        Now(LabelSet.None, alone).ShouldBe("now    arousal 4.25");
        LiveText.Line(alone).ShouldEndWith("  arousal 4.25");
        LiveText.Line(both).ShouldContain(" %  arousal 4.25");
    }

    [Fact]
    public void No_frame_is_larger_than_the_screen()
    {
        var (state, _) = Heard(2, until: a => a.Speech);
        state.Words = "words that somebody said, and more of them than fit into a line of some screens";
        state.Note = "warning: a sentence that is too long as well, for it says what to do about something";
        for (var width = 1; width <= 130; width++)
        {
            for (var height = 1; height <= 20; height++)
            {
                var lines = LiveScreen.Draw(state, width, height, colors: false).TrimEnd('\n').Split('\n');
                lines.Length.ShouldBeLessThanOrEqualTo(height);
                lines.ShouldAllBe(l => l.Length <= width, $"{width} x {height}");
            }
        }
    }

    [Fact]
    public void Before_the_first_sound_there_is_a_frame_too()
    {
        var state = new LiveState(_recognizer.Labels) { Title = "mlp, parec", Recording = "out.wav" };
        var lines = LiveScreen.Draw(state, 60, 30, colors: false).Split('\n');
        lines[0].ShouldBe("00:00.0  mlp, parec  recording out.wav");
        lines[2].ShouldBe("now    listening ...");
        lines[^2].ShouldBe("speech 0 s of 0 s   Ctrl-C ends");
    }

    [Fact]
    public void The_screen_follows_its_size_and_is_given_back_with_a_summary()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, () => Stream.Null, interactive: true, showsResults: true);
        var (state, _) = Heard(1, until: a => a.Speech);
        var sizes = new Queue<(int, int)>([(100, 30), (30, 6), (120, 40)]);
        using (var screen = new LiveScreen(terminal, sizes.Dequeue, colors: true))
        {
            while (sizes.Count > 0)
            {
                screen.Heard(state);
                Thread.Sleep(150);
            }

            screen.Warn(state, "warning: something");
            error.ToString().ShouldBeEmpty("a message would stand in the picture");
            screen.Stop();
            screen.Said(state, 1, 2.5, "last words");
            screen.End(state);
        }

        var text = output.ToString();
        text.ShouldStartWith("\e[?1049h\e[?25l\e[H");
        var frames = text.Split("\e[H")[1..].Select(f => f.Split("\e[J")[0]).ToArray();
        frames.Select(f => f.Split("\r\n").Length - 1).ShouldBe([16, 5, 16]);
        frames.Select(f => Regex.Replace(f, "\e\\[[0-9;]*[a-zA-Z]", "").Split("\r\n").Max(l => l.Length) switch
        {
            <= 29 => "narrow",
            <= 99 => "middle",
            <= 119 => "wide",
            _ => "too wide",
        }).ShouldBe(["middle", "narrow", "wide"]);
        text.Split("\e[?25h\e[?1049l").Length.ShouldBe(2);
        text.Split("\e[?25h\e[?1049l")[1].ShouldStartWith("00:01.0 - 00:02.5  \"last words\"\nlistened ");
        error.ToString().ShouldBe("warning: something\n");
    }

    /// <summary>What is known after some clips, or earlier where an answer is met.</summary>
    private (LiveState State, List<StreamingPrediction> Answers) Heard(int clips, Func<StreamingPrediction, bool>? until = null)
    {
        var state = new LiveState(_recognizer.Labels) { Title = "mlp" };
        var answers = new List<StreamingPrediction>();
        var stream = new StreamingRecognizer(_recognizer, 16000);
        foreach (var block in RawSound.Joined(data.Corpus, clips).Samples.Chunk(800))
        {
            state.Hear(block, 16000);
            foreach (var answer in stream.Push(block))
            {
                state.Add(answer);
                answers.Add(answer);
                if (until?.Invoke(answer) == true) return (state, answers);
            }
        }

        foreach (var answer in stream.Complete())
        {
            state.Add(answer);
            answers.Add(answer);
        }

        return (state, answers);
    }
}
