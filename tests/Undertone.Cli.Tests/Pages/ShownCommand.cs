using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests.Pages;

/// <summary>A command line that a page shows: in a block of its own, as somebody would type it, or within a sentence.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">The line of the page, from 1.</param>
/// <param name="Text">The command line without what is said of it behind it.</param>
internal sealed partial record ShownCommand(string Page, int Line, string Text)
{
    /// <summary>The README, the guide, and the page of results, from the root of the repository.</summary>
    public static string[] Pages { get; } =
    [
        "README.md",
        .. Directory.GetFiles(Repository.Of("docs", "guide"), "*.md").Select(f => $"docs/guide/{Path.GetFileName(f)}")
            .Order(StringComparer.Ordinal),
        "docs/results.md",
    ];

    /// <summary>All lines of blocks that start the program, alone or behind another.</summary>
    public static IReadOnlyList<ShownCommand> InBlocks { get; } = [.. Pages.SelectMany(InBlocksOf)];

    /// <summary>What sentences and tables name: forms, and parts of lines.</summary>
    public static IReadOnlyList<ShownCommand> InSentences { get; } = [.. Pages.SelectMany(InSentencesOf)];

    /// <summary>Whether it shows the form of a command, with words to be replaced, and not a line to type.</summary>
    public bool IsForm => FormWords().IsMatch(Text);

    /// <summary>The words behind the program's name, as a shell would hand them over.</summary>
    public string Arguments => Redirections().Replace(Program().Match(Text).Groups["arguments"].Value.Split(" | ")[0], "");

    private static IEnumerable<ShownCommand> InBlocksOf(string page)
    {
        var text = TextOf(page);
        foreach (Match block in Blocks().Matches(text))
        {
            var line = LineOf(text, block.Groups["text"].Index);
            foreach (var shown in block.Groups["text"].Value.Split('\n'))
            {
                var typed = Told().Replace(shown, "").Trim();
                if (Program().IsMatch(typed)) yield return new ShownCommand(page, line, typed);
                line++;
            }
        }
    }

    private static IEnumerable<ShownCommand> InSentencesOf(string page)
    {
        var text = Blocks().Replace(TextOf(page), m => new string('\n', m.Value.Count(c => c == '\n')));
        foreach (Match span in Spans().Matches(text))
            yield return new ShownCommand(page, LineOf(text, span.Index), span.Groups["text"].Value.ReplaceLineEndings(" "));
    }

    private static string TextOf(string page) =>
        Continued().Replace(File.ReadAllText(Repository.Of(page.Split('/'))).ReplaceLineEndings("\n"), " ");

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    [GeneratedRegex(@"^ *```(sh|)\n(?<text>.*?)^ *```|^ *```\w+\n.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"`(?<text>undertone [^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"(^|\| )(out/)?undertone (?<arguments>.+)$|^dotnet run .*? -- (?<arguments>.+)$")]
    private static partial Regex Program();

    [GeneratedRegex(@"\s+#\s.*$|\s{2,}\S.*$")]
    private static partial Regex Told();

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\s[<>]\s*\S+")]
    private static partial Regex Redirections();

    [GeneratedRegex(@"\.\.\.|\S\|\S|\[|\b(FILE|OUT|NAME|PATH)\b")]
    private static partial Regex FormWords();
}
