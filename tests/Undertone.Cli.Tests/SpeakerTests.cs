using Undertone.Cli.Tools;
using Undertone.Recognition.Inference;

namespace Undertone.Cli.Tests;

public sealed class SpeakerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-speaker-").FullName;
    private readonly List<string> _told = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixFact]
    public void Words_reach_the_program_as_they_are_and_are_never_its_options()
    {
        var tool = new FakeTool(Path.Combine(_folder, "it's \"here\""), "espeak-ng", "");
        var speaker = new Speaker(_told.Add, [(tool.Path, ["-v", "en", "--stdin"])]);
        foreach (var words in new[] { "angry", "--help", "$(touch x); `y` \"z\" 'ä' \\ %s" }) speaker.Say(words, CancellationToken.None);
        tool.Arguments.ShouldBe(["-v", "en", "--stdin"]);
        tool.Input.ShouldBe("angry\n--help\n$(touch x); `y` \"z\" 'ä' \\ %s\n");
        _told.ShouldBeEmpty();
    }

    [UnixFact]
    public void The_first_program_that_works_is_used_and_without_one_that_is_told_once()
    {
        var failing = new FakeTool(_folder, "failing", "echo no sound card >&2; exit 1");
        var working = new FakeTool(_folder, "working", "");
        var speaker = new Speaker(_told.Add, [("no-such-speaker-anywhere", []), (failing.Path, []), (working.Path, [])]);
        speaker.Say("one", CancellationToken.None);
        speaker.Say("two", CancellationToken.None);
        (failing.Input, working.Input).ShouldBe(("one\n", "one\ntwo\n"));
        _told.ShouldBeEmpty();

        var none = new Speaker(_told.Add, [("no-such-speaker-anywhere", []), (failing.Path, [])]);
        none.Say("one", CancellationToken.None);
        none.Say("two", CancellationToken.None);
        _told.ShouldHaveSingleItem().ShouldStartWith(
            $"warning: --speak: no-such-speaker-anywhere is not installed; {failing.Path} failed (no sound card), so nothing is said. "
            + "Install espeak-ng (Debian and Ubuntu: apt install espeak-ng");
    }

    [Theory]
    [InlineData("angry", false, false, "angry")]
    [InlineData("angry", true, false, "perhaps angry")]
    [InlineData(null, false, false, "no speech")]
    [InlineData("sad", false, true, "take 1: sad")]
    public void An_answer_is_a_few_words(string? emotion, bool uncertain, bool named, string words)
    {
        var prediction = new EmotionPrediction(1, emotion is not null, emotion, 1, uncertain, null!);
        SpokenAnswer.Of(new FilePrediction("takes/take 1.wav", prediction, null), named).ShouldBe(words);
    }

    [Fact]
    public void A_file_without_an_answer_is_said_to_be_one() =>
        SpokenAnswer.Of(new FilePrediction("x.wav", null, new PredictionError("not-found", "")), named: true).ShouldBe("x: no answer");
}
