using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

public sealed class AudioPlayerTests
{
    private static readonly AudioClip Clip = new([0, 0.1f, 0], 8000);
    private static readonly (string, string[]) Missing = ("no-such-player-anywhere", []);
    // "dotnet no-such-command FILE" fails; "dotnet --list-sdks FILE" does not.
    private static readonly (string, string[]) Failing = ("dotnet", ["no-such-command"]);
    private static readonly (string, string[]) Working = ("dotnet", ["--list-sdks"]);

    [Fact]
    public void The_first_command_that_plays_wins() =>
        AudioPlayer.Play(Clip, [Missing, Failing, Working], CancellationToken.None).ShouldBe("dotnet");

    [Fact]
    public void Without_a_command_that_plays_the_error_names_all_that_were_tried()
    {
        var error = Should.Throw<FailedException>(() => AudioPlayer.Play(Clip, [Missing, Failing], CancellationToken.None)).Message;
        error.ShouldContain("no-such-player-anywhere is not installed");
        error.ShouldContain("dotnet failed");
        error.ShouldContain("Install one of no-such-player-anywhere, dotnet");
    }

    [Fact]
    public void A_missing_file_is_bad_input()
    {
        var outcome = Cli.Run("play", "missing.wav");
        outcome.Code.ShouldBe(3);
        outcome.Error.ShouldContain("missing.wav");
    }
}
