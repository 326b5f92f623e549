using System.CommandLine;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests;

/// <summary>A root with the named command alone answers as the root with all of them.</summary>
public sealed class CommandTreeTests
{
    public static TheoryData<string> Names() => [.. CommandTree.Commands.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_named_command_is_built_alone(string name)
    {
        string[][] lines =
        [
            [name], ["--quiet", name, "x"], [name, "--help"], ["--help", name], [name, "predict"],
            [name, "no-such-word", "--no-such-option"],
        ];
        foreach (var args in lines)
        {
            Root(args).Subcommands.Select(c => c.Name).ShouldBe([name], string.Join(' ', args));
            Said(Root(args), args).ShouldBe(Said(Root(), args), string.Join(' ', args));
        }
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("predcit", "x.wav")]
    [InlineData("[suggest:1]", "p")]
    [InlineData("--", "predict")]
    [InlineData("--quiet", "true", "predict")]
    [InlineData("--quiet", "--", "predict")]
    public void A_line_that_names_no_command_gets_all(params string[] args) =>
        Root(args).Subcommands.Select(c => c.Name).ShouldBe(CommandTree.Commands.Select(c => c.Name));

    private static RootCommand Root(params string[] args) =>
        CommandTree.Create(
            CommandTree.Commands, args,
            new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, interactive: false), CancellationToken.None);

    /// <summary>The errors of a command line, or where it has none and asks for help the help.</summary>
    private static string Said(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 || !args.Contains("--help")) return string.Join('\n', parsed.Errors.Select(e => e.Message));
        using var output = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = output }).ShouldBe(0);
        output.ToString().ShouldNotBeEmpty();
        return output.ToString();
    }
}
