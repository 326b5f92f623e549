using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Undertone.Cli.Completion;

/// <summary>
/// A line that is being typed: <c>[suggest:N] LINE</c>, System.CommandLine's question for what the word at the cursor can become.
/// </summary>
/// <param name="Words">The words before that word, without the program's name.</param>
/// <param name="Word">What stands of that word; empty behind a space.</param>
internal sealed partial record UnfinishedLine(string[] Words, string Word)
{
    /// <summary>The line that a command line asks about; null where it does something else.</summary>
    /// <param name="args">The directive and the line. Without <c>:N</c> the cursor is at the line's end.</param>
    public static UnfinishedLine? Of(string[] args)
    {
        if (args is not [var directive, .. var rest] || Directive().Match(directive) is not { Success: true } match) return null;
        var line = string.Join(' ', rest);
        if (int.TryParse(match.Groups["at"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < line.Length)
            line = line[..at];
        // A word in a quote that is still open lasts to the end.
        if (line.Count(c => c == '"') % 2 == 1) return new(Split(line[..line.LastIndexOf('"')]), line[line.LastIndexOf('"')..]);
        var words = Split(line);
        return words.Length == 0 || char.IsWhiteSpace(line[^1]) ? new(words, "") : new(words[..^1], words[^1]);
    }

    private static string[] Split(string line) => [.. CommandLineParser.SplitCommandLine(line)];

    [GeneratedRegex(@"^\[suggest(:(?<at>\d{1,9}))?\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
