using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone enqueue</c>: done by the program of the service.</summary>
internal static class EnqueueCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "enqueue";

    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var command = Of(new EnqueueOptions());
        command.SetAction(parsed => ServeProgram.Become(Name, parsed));
        return command;
    }

    /// <summary>The command without what it does.</summary>
    public static Command Of(EnqueueOptions options)
    {
        var command = new Command(Name, "Send recordings to a RabbitMQ queue, for 'undertone worker' to answer.");
        options.AddTo(command);
        return command;
    }
}
