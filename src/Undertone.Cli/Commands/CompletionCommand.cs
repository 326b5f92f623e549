using System.CommandLine;
using Undertone.Cli.Completion;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone completion bash|zsh|fish|pwsh</c></summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", CompletionScripts.Shells) + "." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        var command = new Command("completion", "Print the script that lets a shell complete commands, options and names.") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.Write(CompletionScripts.Of(parsed.GetValue(shell)!));
            return ExitCode.Done;
        });
        return command;
    }
}
