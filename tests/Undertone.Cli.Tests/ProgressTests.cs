using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Tests;

public sealed class ProgressTests
{
    private readonly StoppedClock _clock = new();

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(48)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(200)]
    public void The_line_fits_the_terminal_and_notes_stand_on_lines_of_their_own(int width)
    {
        using var screen = new FakeScreen(width);
        using var line = new ProgressLine(screen, () => screen.Width, _clock);
        var notes = new List<string>();
        for (var epoch = 1; epoch <= 40; epoch++)
        {
            _clock.PutForward(1.5);
            line.Report(new ProgressState("fold 2/5", epoch, 40, "loss 0.512  val UAR 0.623  lr 1e-3", (40 + epoch) / 240.0));
            screen.Rows[^1].ShouldStartWith("fold 2/5"[..Math.Min(7, width - 1)]);
            screen.Lines.Count.ShouldBe(notes.Count + 1, "one line of progress, below the notes");
            screen.Rows[^1].Length.ShouldBeLessThan(width);
            if (epoch % 7 != 0) continue;
            notes.Add($"warning: note {epoch} of this test, which is longer than a narrow terminal");
            line.Aside(() => screen.WriteLine(notes[^1]));
            screen.Lines.SkipLast(1).ShouldBe(notes);
            screen.Rows[^1].ShouldStartWith("fold 2/"[..Math.Min(7, width - 1)]);
        }

        line.Clear();
        screen.Lines.ShouldBe(notes);
    }

    [Theory]
    [InlineData(120, 40)]
    [InlineData(120, 25)]
    [InlineData(80, 79)]
    [InlineData(40, 120)]
    public void After_a_resize_nothing_of_the_old_line_is_left(int before, int after)
    {
        using var screen = new FakeScreen(before);
        using var line = new ProgressLine(screen, () => screen.Width, _clock);
        line.Aside(() => screen.WriteLine("a note"));
        for (var n = 1; n < 20; n++)
        {
            _clock.PutForward(1);
            line.Report(new ProgressState("features", n, 20));
            line.Report(new ProgressState("fold 1/5", n, 40, "loss 0.512  val UAR 0.623  lr 1e-3", n / 240.0));
            screen.Resize(n % 2 == 1 ? after : before);
        }

        _clock.PutForward(1);
        line.Report(new ProgressState("fold 1/5", 20, 40));
        screen.Lines.Count.ShouldBe(2);
        screen.Lines[0].ShouldBe("a note");
        screen.Lines[1].ShouldStartWith("fold 1/5 ");
        line.Clear();
        screen.Lines.ShouldBe(["a note"]);
    }

    [Fact]
    public void An_epoch_shows_loss_validation_uar_and_learning_rate_and_one_time_left_over_all_folds()
    {
        using var screen = new FakeScreen(100);
        var terminal = new Terminal(TextWriter.Null, screen, () => Stream.Null, interactive: true) { Time = _clock, Width = () => 100 };
        using var observer = new ConsoleObserver(terminal, "train");
        var outer = new PartProgressDouble(observer);
        outer.Report(1, 10, 0);
        _clock.PutForward(10);
        outer.Report(2, 10, 0);
        screen.Rows[^1].ShouldMatch(@"^fold 1/5 \[[#.]+\] 2/10  loss 0\.500  val UAR 0\.250  lr 1e-3  9:40 left$");
        _clock.PutForward(80);
        outer.Report(10, 10, 0);
        outer.Report(1, 10, 1);
        _clock.PutForward(10);
        outer.Report(2, 10, 1);
        screen.Rows[^1].ShouldMatch(@"fold 2/5 .* \d:\d\d left$");
        TimeIn(screen.Rows[^1]).ShouldBe(100 * (60 - 12) / 11.0, 1, "the folds before count, and the folds to come");
        observer.Note("fold 1/5: done");
        screen.Lines[0].ShouldBe("fold 1/5: done");
        screen.Lines[1].ShouldStartWith("fold 2/5");
    }

    [Fact]
    public void A_run_that_goes_on_guesses_by_its_own_speed()
    {
        var left = new TimeLeft(_clock);
        left.After(new ProgressState("fold 3/5", 1, 10, Overall: 0.5)).ShouldBeNull();
        _clock.PutForward(10);
        left.After(new ProgressState("fold 3/5", 2, 10, Overall: 0.6)).ShouldBe(TimeSpan.FromSeconds(40));
        left.After(new ProgressState("refit", 10, 10, Overall: 1)).ShouldBeNull();
        left.After(new ProgressState("features", 1, 3)).ShouldBeNull("another task has another time");
    }

    [Fact]
    public void Where_nobody_watches_a_plain_line_comes_every_ten_seconds()
    {
        using var log = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextWriter.Null, log, () => Stream.Null, interactive: false) { Time = _clock };
        using var progress = terminal.Progress();
        for (var n = 1; n <= 35; n++)
        {
            _clock.PutForward(1);
            progress.Report(new ProgressState("fold 1/5", n, 100, "loss 0.512  val UAR 0.623"));
            if (n == 15) terminal.Message("a note");
        }

        log.ToString().Split('\n').ShouldBe(
        [
            "fold 1/5: 10 of 100, loss 0.512, val UAR 0.623, about 1:30 left",
            "a note",
            "fold 1/5: 20 of 100, loss 0.512, val UAR 0.623, about 1:20 left",
            "fold 1/5: 30 of 100, loss 0.512, val UAR 0.623, about 1:10 left",
            "",
        ]);
        log.ToString().ShouldNotContain("\e");
    }

    [Fact]
    public void Quiet_shows_nothing()
    {
        using var log = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, log, () => Stream.Null, interactive: false) { Time = _clock, Quiet = true };
        using var progress = terminal.Progress();
        for (var n = 1; n <= 30; n++)
        {
            _clock.PutForward(1);
            progress.Report("features", n, 30);
        }

        log.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Notes_and_progress_of_many_threads_do_not_stick_together()
    {
        using var screen = new FakeScreen(60);
        var terminal = new Terminal(TextWriter.Null, screen, () => Stream.Null, interactive: true) { Time = _clock, Width = () => 60 };
        using var progress = terminal.Progress();
        Parallel.For(0, 400, i =>
        {
            progress.Report(new ProgressState($"stage {i % 3}", i, 400));
            if (i % 10 == 0) terminal.Message($"note {i}");
        });
        progress.Clear();
        screen.Lines.Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(0, 40).Select(i => $"note {i * 10}").Order(StringComparer.Ordinal));
    }

    private static double TimeIn(string line)
    {
        var match = Regex.Match(line, @"(\d+):(\d\d) left");
        return (60 * int.Parse(match.Groups[1].Value)) + int.Parse(match.Groups[2].Value);
    }

    /// <summary>Reports as a run of five folds and a refit does.</summary>
    private sealed class PartProgressDouble(IExperimentObserver observer)
    {
        public void Report(int epoch, int epochs, int before) => observer.Report(
            new TrainingProgress($"fold {before + 1}/5", epoch, epochs)
            {
                Loss = 0.5,
                ValidationUar = 0.25,
                LearningRate = 0.001,
                Overall = (before + ((double)epoch / epochs)) / 6,
            });
    }
}
