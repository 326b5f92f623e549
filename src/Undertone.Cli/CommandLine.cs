using System.CommandLine;
using System.CommandLine.Parsing;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Sound.Audio;

namespace Undertone.Cli;

/// <summary>The whole command: parses, runs, and turns what went wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after <c>undertone</c>.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var parsed = CommandTree.Create(args, terminal, cancellation).Parse(args.Length == 0 ? ["--help"] : args);
            terminal.Quiet = parsed.GetValue(CommonOptions.Quiet);
            terminal.Verbose = parsed.GetValue(CommonOptions.Verbose);
            if (parsed.Errors.Count > 0)
            {
                throw new UsageException(string.Join("\n", parsed.Errors.Select(e => e.Message)) + $"\nSee 'undertone {CommandPath(parsed)}--help'.");
            }

            RefuseUnknownOptions(parsed);
            return parsed.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            return Report(e, terminal);
        }
        finally
        {
            FlushQuietly(terminal.Output);
        }
    }

    /// <summary>An unknown option of a command that takes any number of words would pass as one of them.</summary>
    private static void RefuseUnknownOptions(ParseResult parsed)
    {
        foreach (var token in parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            {
                throw new UsageException($"Unknown option '{token.Value}'.\nSee 'undertone {CommandPath(parsed)}--help'.");
            }
        }
    }

    private static string CommandPath(ParseResult parsed)
    {
        var words = new List<string>();
        for (var command = parsed.CommandResult; command?.Command is not (null or RootCommand); command = command.Parent as CommandResult) words.Insert(0, command.Command.Name);
        return string.Concat(words.Select(w => w + " "));
    }

    private static int Report(Exception e, Terminal terminal)
    {
        if (e is AggregateException { InnerExceptions: [var only] }) return Report(only, terminal);
        var (code, text) = e switch
        {
            OperationCanceledException => (ExitCode.Interrupted, e.Message == new OperationCanceledException().Message ? "interrupted" : e.Message),
            UsageException => (ExitCode.Usage, e.Message),
            BadInputException or AudioFormatException or ModelFormatException or RecipeException or CorpusException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException => (ExitCode.BadInput, e.Message),
            _ => (ExitCode.Failed, e.Message),
        };
        terminal.Error.WriteLine("undertone: " + text);
        if (terminal.Verbose) terminal.Error.WriteLine(e);
        return code;
    }

    private static void FlushQuietly(TextWriter output)
    {
        try
        {
            output.Flush();
        }
        catch (IOException)
        {
            // Whoever read the results has closed the pipe (undertone ... | head).
        }
    }
}
