using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Cli.Terminals;
using Undertone.Words;

namespace Undertone.Cli.Options;

/// <summary>What is wrong with a command line, in words for people.</summary>
internal static class CommandLineFaults
{
    /// <exception cref="UsageException">Something is.</exception>
    public static void Refuse(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(RunFolders.IsModel) is { } model) throw NamedModels.OneTooMany(model);
        var faults = Told(parsed).Concat(UnknownOptions(parsed)).Concat(EmptyWords(parsed)).Distinct().ToArray();
        var path = HelpWithExamples.PathOf(parsed.CommandResult.Command) is { Length: > 0 } words ? words + " " : "";
        if (faults.Length > 0) throw new UsageException(string.Join("\n", faults) + $"\nSee 'undertone {path}--help'.");
    }

    /// <summary>What the parser found, one line a fault; that a command is missing is told by the word that is none.</summary>
    private static IEnumerable<string> Told(ParseResult parsed)
    {
        var unknown = parsed.UnmatchedTokens.ToArray();
        var words = unknown.Select(word => parsed.Errors.FirstOrDefault(e => e.Message.Contains($"'{word}'", StringComparison.Ordinal)))
            .OfType<ParseError>().ToHashSet();
        var missing = words.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.CommandResult.Command.Action is null;
        foreach (var word in unknown) yield return Unknown(parsed, word);
        foreach (var error in parsed.Errors.Where(e => !words.Contains(e)))
        {
            if (!missing || error.SymbolResult is not CommandResult) yield return Describe(error);
        }
    }

    /// <summary>A word that is no command, option or argument here, with what it was probably meant to be.</summary>
    private static string Unknown(ParseResult parsed, string word)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Select(c => c.Name);
        return word.StartsWith('-')
            ? $"Unknown option '{word}'{NearestWord.Hint(word, OptionsOf(parsed))}."
            : $"Unrecognized command or argument '{word}'{NearestWord.Hint(word, commands)}.";
    }

    private static IEnumerable<string> OptionsOf(ParseResult parsed)
    {
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
        {
            foreach (var option in command.Command.Options.Where(o => command == parsed.CommandResult || o.Recursive))
                yield return option.Name;
        }
    }

    private static string Describe(ParseError error)
    {
        if (error.SymbolResult?.Tokens is [.., { Value: var word }] && error.Message.StartsWith("Cannot parse", StringComparison.Ordinal))
        {
            return $"{NameOf(error.SymbolResult)} wants a {(WantsFraction(error.SymbolResult) ? "number" : "whole number")}, not '{word}'.";
        }

        const string NotAmong = "' not recognized. Must be one of:";
        var at = error.Message.IndexOf(NotAmong, StringComparison.Ordinal);
        if (at < 0 || error.SymbolResult?.Tokens is not [.., { Value: var given }]) return error.Message;
        var choices = error.Message[(at + NotAmong.Length)..].Split('\'').Where((_, i) => i % 2 == 1).ToArray();
        return $"{NameOf(error.SymbolResult)} wants one of {string.Join(", ", choices)}, not '{given}'{NearestWord.Hint(given, choices)}.";
    }

    private static bool WantsFraction(SymbolResult result) =>
        (result as OptionResult ?? result.Parent as OptionResult)?.Option.ValueType == typeof(double);

    private static string NameOf(SymbolResult? result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "this",
    };

    /// <summary>An unknown option of a command that takes any number of words would pass as one of them.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) =>
        from token in parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
        where token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)
        select Unknown(parsed, token.Value);

    private static IEnumerable<string> EmptyWords(ParseResult parsed) => parsed.Tokens.Any(t => t.Value.Length == 0)
        ? ["One of the words is empty (''): a variable of the shell may not be set."]
        : [];
}
