using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone serve</c>: the service is a program of its own beside this one, which needs more of .NET.</summary>
internal static class ServeCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "serve";

    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var command = Of(new ServeOptions());
        command.SetAction(parsed => ServeProgram.Become(Name, parsed));
        return command;
    }

    /// <summary>The command without what it does.</summary>
    public static Command Of(ServeOptions options)
    {
        var command = new Command(Name, "Answer over HTTP and WebSockets until it is stopped (Ctrl-C, SIGTERM).");
        options.AddTo(command);
        return command;
    }
}
