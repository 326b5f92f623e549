using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Options;

/// <summary>What is wrong with a command line, in words for people.</summary>
internal static class CommandLineFaults
{
    /// <exception cref="UsageException">Something is.</exception>
    public static void Refuse(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(RunFolders.IsModel) is { } model) throw Models.OneTooMany(model);
        var faults = parsed.Errors.Select(Describe).Concat(UnknownOptions(parsed)).Concat(EmptyWords(parsed)).ToArray();
        if (faults.Length > 0) throw new UsageException(string.Join("\n", faults) + $"\nSee 'undertone {CommandPath(parsed)}--help'.");
    }

    private static string Describe(ParseError error)
    {
        if (error.SymbolResult?.Tokens is [.., { Value: var word }] && error.Message.StartsWith("Cannot parse", StringComparison.Ordinal))
        {
            return $"{NameOf(error.SymbolResult)} wants a {(WantsFraction(error.SymbolResult) ? "number" : "whole number")}, not '{word}'.";
        }

        return error.Message;
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
        select $"Unknown option '{token.Value}'.";

    private static IEnumerable<string> EmptyWords(ParseResult parsed) => parsed.Tokens.Any(t => t.Value.Length == 0)
        ? ["One of the words is empty (''): a variable of the shell may not be set."]
        : [];

    private static string CommandPath(ParseResult parsed)
    {
        var words = new List<string>();
        for (var command = parsed.CommandResult; command?.Command is not (null or RootCommand); command = command.Parent as CommandResult)
        {
            words.Insert(0, command.Command.Name);
        }

        return string.Concat(words.Select(w => w + " "));
    }
}
