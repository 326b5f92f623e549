using System.CommandLine;
using Undertone.Cli.Completion;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Onnx;
using Undertone.Onnx.Runtime;
#if PARQUET
using Undertone.Parquet;
#endif

namespace Undertone.Cli;

/// <summary>The whole command: parses, runs, and turns what went wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words after <c>undertone</c>.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation) =>
        Run(CommandTree.Commands, args, terminal, cancellation);

    /// <summary>Runs one command line of a program with other commands.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(
        IReadOnlyList<(string Name, Func<Terminal, CancellationToken, Command> Create)> commands,
        string[] args, Terminal terminal, CancellationToken cancellation)
    {
#if PARQUET
        ParquetData.Register();
#endif
        OnnxModels.Register();
        var code = ExitCode.Done;
        try
        {
            code = Guarded(
                () => UnfinishedLine.Of(args) is { } line
                    ? Suggest(CommandTree.Create(commands, line.Words, terminal, cancellation), line, terminal)
                    : Execute(CommandTree.Create(commands, args, terminal, cancellation), args, terminal),
                terminal);
            terminal.Output.Flush();
        }
        catch (OutputException e) when (e.NobodyListens)
        {
            // The reader has what it wants (undertone ... | head).
        }
        catch (OutputException e)
        {
            code = Failure.Report(e, terminal);
        }

        return code;
    }

    /// <summary>A line a suggestion: the word, and where it is no value a tab and what it does.</summary>
    private static int Suggest(RootCommand root, UnfinishedLine line, Terminal terminal)
    {
        foreach (var (text, description) in Suggestions.For(root, line))
            terminal.Output.WriteLine(description.Length > 0 ? $"{text}\t{description}" : text);
        return ExitCode.Done;
    }

    private static int Execute(RootCommand root, string[] args, Terminal terminal)
    {
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        terminal.Quiet = parsed.GetValue(CommonOptions.Quiet);
        terminal.Verbose = parsed.GetValue(CommonOptions.Verbose);
        OnnxRuntimeLibrary.Use(parsed.GetValue(CommonOptions.OnnxRuntime));
        return parsed.InvokeIn(terminal);
    }

    private static int Guarded(Func<int> work, Terminal terminal)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not OutputException)
        {
            return Failure.Report(e, terminal);
        }
    }
}
