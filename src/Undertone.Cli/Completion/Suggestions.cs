using System.CommandLine;
using System.CommandLine.Completions;

namespace Undertone.Cli.Completion;

/// <summary>
/// What the word at the cursor can become. System.CommandLine's own answer stops at options that may have a value or several, such as
/// <c>--json</c> and <c>--data</c>; the values that it knows are taken from it.
/// </summary>
internal static class Suggestions
{
    /// <summary>The words that begin as the unfinished one does; none where a file is wanted, which the shell knows better.</summary>
    public static IEnumerable<Suggestion> For(RootCommand root, UnfinishedLine line)
    {
        if (line.Words.Contains("--")) return [];
        var parsed = root.Parse(line.Words);
        var options = OptionsOf(parsed);
        if (line.Words is [.., var last] && Named(options, last) is { } open && TakesValue(open))
            return Values(parsed, open.CompletionSources, line.Word, "");
        var equals = line.Word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && Named(options, line.Word[..equals]) is { } option)
            return Values(parsed, option.CompletionSources, line.Word[(equals + 1)..], line.Word[..(equals + 1)]);
        if (line.Word.StartsWith('-'))
        {
            return options.Where(o => !o.Hidden && (o.Arity.MaximumNumberOfValues > 1 || !line.Words.Contains(o.Name)))
                .Select(o => new Suggestion(o.Name, o.Description ?? "")).Where(s => Begins(s.Text, line.Word));
        }

        var latest = line.Words.LastOrDefault(w => w.StartsWith('-'));
        if (latest is not null && Named(options, latest) is { AllowMultipleArgumentsPerToken: true } many)
            return Values(parsed, many.CompletionSources, line.Word, "");
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => new Suggestion(c.Name, c.Description ?? ""));
        var argument = command.Arguments.FirstOrDefault(
            a => (parsed.GetResult(a)?.Tokens.Count ?? 0) < a.Arity.MaximumNumberOfValues);
        return commands.Where(s => Begins(s.Text, line.Word))
            .Concat(argument is null ? [] : Values(parsed, argument.CompletionSources, line.Word, ""));
    }

    private static Option[] OptionsOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return [.. command.Options, .. parsed.RootCommandResult.Command.Options.Where(o => o.Recursive && !command.Options.Contains(o))];
    }

    private static Option? Named(Option[] options, string word) =>
        Array.Find(options, o => o.Name == word || o.Aliases.Contains(word));

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    /// <summary>
    /// The values of which a word is the beginning; of a list, of which its last part is. Those with spaces would be several words.
    /// </summary>
    private static IEnumerable<Suggestion> Values(
        ParseResult parsed, IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string word, string before)
    {
        var comma = word.LastIndexOf(',') + 1;
        var context = parsed.GetCompletionContext();
        return sources.SelectMany(s => s(context)).Select(item => item.Label)
            .Where(value => Begins(value, word[comma..]) && !value.Contains(' ', StringComparison.Ordinal))
            .Select(value => new Suggestion(before + word[..comma] + value));
    }

    private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.Ordinal);
}
