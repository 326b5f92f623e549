using Undertone.Recognition.Inference.Segments;

namespace Undertone.Recognition.Tests.Inference;

public sealed class SpeakerTurnsTests
{
    [Fact]
    public void Turns_are_read_by_recording_in_order_and_other_lines_are_passed_over()
    {
        var turns = SpeakerTurns.Parse(
            """
            ;; made by hand
            SPKR-INFO call 1 <NA> <NA> <NA> unknown anna <NA> <NA>
            SPEAKER call 2 3.5 1.25 <NA> <NA> bob <NA> <NA>

            SPEAKER call 1 0.000 2e0 <NA> <NA> anna 0.9
            SPEAKER call 1 9 0 <NA> <NA> anna <NA> <NA>
              SPEAKER	other  1 1 1 <NA> <NA> carla
            """.ReplaceLineEndings("\r\n"), "t.rttm");
        turns.Recordings.ShouldBe(["call", "other"]);
        turns.Of("call").ShouldBe([new SpeakerTurn("anna", 0, 2, 1), new SpeakerTurn("bob", 3.5, 4.75, 2)]);
        turns.Of("other").ShouldBe([new SpeakerTurn("carla", 1, 2, 1)]);
        turns.Of("none").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SPEAKER a 1 0", "4 fields")]
    [InlineData("SPEAKER a 1 0 1 <NA> <NA>", "7 fields")]
    [InlineData("SPEAKER a 0 0 1 <NA> <NA> x", "channel '0'")]
    [InlineData("SPEAKER a one 0 1 <NA> <NA> x", "channel 'one'")]
    [InlineData("SPEAKER a -1 0 1 <NA> <NA> x", "channel '-1'")]
    [InlineData("SPEAKER a 99999999999 0 1 <NA> <NA> x", "channel '99999999999'")]
    [InlineData("SPEAKER a 1 -0.5 1 <NA> <NA> x", "start '-0.5'")]
    [InlineData("SPEAKER a 1 NaN 1 <NA> <NA> x", "start 'NaN'")]
    [InlineData("SPEAKER a 1 0,5 1 <NA> <NA> x", "start '0,5'")]
    [InlineData("SPEAKER a 1 0 -1 <NA> <NA> x", "duration '-1'")]
    [InlineData("SPEAKER a 1 0 1e99 <NA> <NA> x", "duration '1e99'")]
    [InlineData("SPEAKER a 1 0 Infinity <NA> <NA> x", "duration 'Infinity'")]
    [InlineData("SPEAKER a 1 0 1 <NA> <NA> <NA>", "no name")]
    [InlineData("speaker a 1 0 1 <NA> <NA> x", "'speaker'")]
    [InlineData("{ \"turns\": [] }", "'{'")]
    public void A_bad_line_is_named_with_its_place_and_fault(string line, string fault)
    {
        var refused = Should.Throw<InvalidDataException>(() => SpeakerTurns.Parse(
            ";; comment\nSPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\n" + line + "\n", "my turns.rttm"));
        refused.Message.ShouldStartWith("my turns.rttm:3: ");
        refused.Message.ShouldContain(fault);
        refused.Message.ShouldContain("A line reads: SPEAKER");
        refused.Message.ShouldNotContain("Parameter");
    }

    [Theory]
    [InlineData("")]
    [InlineData(";; nothing\n")]
    [InlineData("SPEAKER a 1 0 0 <NA> <NA> x\n")]
    public void A_file_without_turns_is_refused(string text) =>
        Should.Throw<InvalidDataException>(() => SpeakerTurns.Parse(text, "t.rttm")).Message.ShouldStartWith("t.rttm: there is no turn");

    [Theory]
    [InlineData("takes/a call.wav", "a_call")]
    [InlineData("call.2.flac", "call.2")]
    [InlineData("-", "-")]
    public void Recordings_are_called_by_their_names(string path, string name) => SpeakerTurns.NameOf(path).ShouldBe(name);

    [Fact]
    public void Damaged_text_and_missing_files_are_told_by_name()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, [0x53, 0, 0x50, 0]);
        Should.Throw<InvalidDataException>(() => SpeakerTurns.Load(path)).Message.ShouldStartWith(path);
        File.Delete(path);
        Should.Throw<FileNotFoundException>(() => SpeakerTurns.Load(path)).Message.ShouldStartWith(path);
        Should.Throw<InvalidDataException>(() => SpeakerTurns.Load(Path.GetTempPath())).Message.ShouldStartWith(Path.GetTempPath());
    }
}
