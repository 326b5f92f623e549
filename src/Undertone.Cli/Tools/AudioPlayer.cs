using Undertone.Cli.Terminals;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tools;

/// <summary>Plays audio through a command of the system.</summary>
internal static class AudioPlayer
{
    /// <summary>The commands that are tried, in order, with what stands before the file.</summary>
    public static IReadOnlyList<(string Name, string[] Arguments)> Known { get; } = OperatingSystem.IsMacOS()
        ? [("afplay", []), Ffplay]
        : OperatingSystem.IsWindows() ? [Ffplay] : [("aplay", ["-q"]), ("paplay", []), Ffplay];

    private static (string, string[]) Ffplay => ("ffplay", ["-nodisp", "-autoexit", "-loglevel", "error"]);

    /// <summary>Plays a clip to its end. The first command that plays it wins.</summary>
    /// <param name="clip">The audio; it is handed over as a temporary WAV file.</param>
    /// <param name="players">Commands with what stands before the file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The command that played it.</returns>
    /// <exception cref="FailedException">None of the commands is there, or none could play it.</exception>
    public static string Play(AudioClip clip, IReadOnlyList<(string Name, string[] Arguments)> players, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            WavWriter.Write(file, clip);
            var failures = new List<string>();
            foreach (var (name, arguments) in players)
            {
                if (Run(name, [.. arguments, file], cancellation) is not { } failure) return name;
                failures.Add($"{name} {failure}");
            }

            throw new FailedException(
                $"No command could play the audio: {string.Join("; ", failures)}. " +
                $"Install one of {string.Join(", ", players.Select(p => p.Name))}, or open the file in a player.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What went wrong, or null.</summary>
    private static string? Run(string name, string[] arguments, CancellationToken cancellation)
    {
        if (SystemTool.Run(name, arguments, "", cancellation) is not { } outcome) return "is not installed";
        return outcome.Failure is { } failure ? $"failed ({failure})" : null;
    }
}
