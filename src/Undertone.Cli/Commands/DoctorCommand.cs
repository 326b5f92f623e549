using System.CommandLine;
using Undertone.Cli.Diagnosis;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone doctor</c></summary>
internal static class DoctorCommand
{
    private const int PlainWidth = 80;
    private const int WidestText = 120;

    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var (runs, cache, json) = (CommonOptions.Runs(), CommonOptions.Cache(), CommonOptions.Json());
        var command = new Command("doctor", "What works here, what is missing, what it would be for and how to get it.")
        {
            runs, cache, json,
        };
        command.SetAction(parsed =>
        {
            var settings = new DoctorSettings(terminal)
            {
                Runs = parsed.GetValue(runs)!,
                Cache = parsed.GetValue(cache) ?? CacheFolder.Default(),
            };
            return Tell(settings, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    /// <summary>Looks and tells.</summary>
    /// <returns>1 where something is broken that the program cannot do without.</returns>
    public static int Tell(DoctorSettings settings, bool json, CancellationToken cancellation)
    {
        var terminal = settings.Terminal;
        var findings = Doctor.Look(settings, cancellation);
        var width = terminal.ShowsResults ? Math.Clamp(TerminalSize.Now().Width, PlainWidth, WidestText) : PlainWidth;
        if (json) JsonOutput.Write(terminal.Output, DoctorText.ToJson(findings));
        else DoctorText.Write(terminal.Output, findings, width);
        return DoctorText.Works(findings) ? ExitCode.Done : ExitCode.Failed;
    }
}
