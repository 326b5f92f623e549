using System.CommandLine;
using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone play FILE</c></summary>
internal static class PlayCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var file = new Argument<string>("FILE") { Description = "An audio file, or - for standard input." };
        var command = new Command("play", $"Play audio through {string.Join(", ", AudioPlayer.Known.Select(p => p.Name))}, whichever is there.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var clip = path == "-" ? AudioClip.Load(terminal.OpenInput(), "-") : AudioClip.Load(path);
            var player = AudioPlayer.Play(clip, AudioPlayer.Known, cancellation);
            terminal.Message(string.Create(CultureInfo.InvariantCulture, $"played {path} ({clip.DurationSeconds:0.0} s) through {player}"));
            return ExitCode.Done;
        });
        return command;
    }
}
