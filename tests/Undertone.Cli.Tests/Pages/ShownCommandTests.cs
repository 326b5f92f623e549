using System.CommandLine;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests.Pages;

/// <summary>What the README and the guide tell people to type is what the command takes.</summary>
public sealed class ShownCommandTests
{
    private static readonly RootCommand Root = CommandTree.Create(
        CommandTree.Commands, ["--help"],
        new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, interactive: false), CancellationToken.None);

    public static TheoryData<string, int, string> Lines() => Of(ShownCommand.InBlocks.Where(c => !c.IsForm));

    public static TheoryData<string, int, string> Forms() =>
        Of(ShownCommand.InBlocks.Where(c => c.IsForm).Concat(ShownCommand.InSentences));

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_a_command_line(string page, int line, string text) =>
        CommandLines.ShouldBeOne(new ShownCommand(page, line, text).Arguments);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_names_commands_and_options_that_are_there(string page, int line, string text)
    {
        Command[] commands = [Root];
        foreach (var word in new ShownCommand(page, line, text).Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "|" || word[0] is '"' or '\'') break;
            foreach (var part in word.Trim('[', ']').Split('|'))
            {
                if (part.StartsWith("--", StringComparison.Ordinal))
                    commands.ShouldContain(c => OptionsOf(c).Contains(part.Split('=')[0].TrimEnd(',')), $"{page}, line {line}: {part}");
            }

            // "corpus list|check DIR": any of these; the words behind are of each.
            if (commands.Length != 1 || commands[0].Subcommands.Count == 0 || !char.IsAsciiLetterLower(word[0])) continue;
            commands =
            [
                .. word.Split('|').Select(w => commands[0].Subcommands.FirstOrDefault(c => c.Name == w)
                    ?? throw new ShouldAssertException($"{page}, line {line}: no command '{w}'")),
            ];
        }
    }

    [Fact]
    public void Every_page_of_commands_is_read()
    {
        ShownCommand.InBlocks.Select(c => c.Page).ShouldContain("README.md");
        ShownCommand.InBlocks.Select(c => c.Page).ShouldContain("docs/guide/predicting.md");
        ShownCommand.InSentences.Select(c => c.Page).ShouldContain("docs/guide/training.md");
        ShownCommand.InBlocks.Select(c => c.Text).ShouldContain(t => t.StartsWith("dotnet run ", StringComparison.Ordinal));
        ShownCommand.InBlocks.Select(c => c.Text).ShouldContain(t => t.Contains(" | undertone ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("undertone predict clip.wav --jsno")]
    [InlineData("out/undertone trian --data corpus --recipe mlp")]
    [InlineData("cat clip.wav | undertone listen - --rate fast")]
    public void A_line_with_a_fault_would_be_told(string text) =>
        Should.Throw<Exception>(() => A_line_is_a_command_line("page.md", 1, text));

    [Theory]
    [InlineData("undertone corpus list|chekc DIR...")]
    [InlineData("undertone predict PATH... [--jsno]")]
    public void A_form_with_a_fault_would_be_told(string text) =>
        Should.Throw<ShouldAssertException>(() => A_form_names_commands_and_options_that_are_there("page.md", 1, text));

    private static HashSet<string> OptionsOf(Command command) =>
        [.. command.Options.Concat(Root.Options).SelectMany(o => o.Aliases.Append(o.Name))];

    private static TheoryData<string, int, string> Of(IEnumerable<ShownCommand> commands)
    {
        var data = new TheoryData<string, int, string>();
        foreach (var c in commands) data.Add(c.Page, c.Line, c.Text);
        return data;
    }
}
