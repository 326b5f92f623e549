using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone play FILE</c></summary>
internal static class PlayCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var file = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var players = string.Join(", ", AudioPlayer.Known.Select(p => p.Name));
        var command = new Command("play", $"Play audio through {players}, whichever is there.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var clip = AudioInput.Load(terminal, path);
            var player = AudioPlayer.Play(clip, AudioPlayer.Known, cancellation);
            terminal.Message(string.Create(CultureInfo.InvariantCulture, $"played {path} ({clip.DurationSeconds:0.0} s) through {player}"));
            return ExitCode.Done;
        });
        return command;
    }
}
