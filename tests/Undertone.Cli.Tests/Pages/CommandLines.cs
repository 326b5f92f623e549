using System.CommandLine.Parsing;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests.Pages;

/// <summary>Whether words that somebody is told to type are a command line.</summary>
internal static class CommandLines
{
    /// <param name="arguments">What stands behind the program's name.</param>
    public static void ShouldBeOne(string arguments)
    {
        var words = CommandLineParser.SplitCommandLine(arguments).ToArray();
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, interactive: false);
        var parsed = CommandTree.Create(CommandTree.Commands, words, terminal, CancellationToken.None).Parse(words);
        parsed.Errors.Select(e => e.Message).ShouldBeEmpty();
        Should.NotThrow(() => CommandLineFaults.Refuse(parsed));
        parsed.CommandResult.Command.Action.ShouldNotBeNull("it does something");
    }
}
