using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone worker</c>: done by the program of the service.</summary>
internal static class WorkerCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "worker";

    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var command = Of(new WorkerOptions());
        command.SetAction(parsed => ServeProgram.Become(Name, parsed));
        return command;
    }

    /// <summary>The command without what it does.</summary>
    public static Command Of(WorkerOptions options)
    {
        var command = new Command(Name, "Answer for recordings of a RabbitMQ queue until it is stopped (Ctrl-C, SIGTERM).");
        options.AddTo(command);
        return command;
    }
}
