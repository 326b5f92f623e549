using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone serve</c>: the service is a program of its own beside this one, which needs more of .NET.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var command = Of(new ServeOptions());
        command.SetAction(parsed => ServeProgram.Become(
            [.. parsed.Tokens.Where(t => t.Type != TokenType.Command).Select(t => t.Value)]));
        return command;
    }

    /// <summary>The command without what it does.</summary>
    public static Command Of(ServeOptions options)
    {
        var command = new Command("serve", "Answer over HTTP and WebSockets until it is stopped (Ctrl-C, SIGTERM).");
        options.AddTo(command);
        return command;
    }
}
