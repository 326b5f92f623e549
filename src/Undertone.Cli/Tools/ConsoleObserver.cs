using System.CommandLine;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Tools;

/// <summary>Shows how an experiment goes: progress on a terminal, notes on standard error, and what to do after an interruption.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="command">The command that takes <c>--resume</c>.</param>
internal sealed class ConsoleObserver(Terminal terminal, string command) : IExperimentObserver, IDisposable
{
    private readonly IProgressDisplay _progress = terminal.Progress();

    /// <summary>The experiment's folder, or null while there is none.</summary>
    public string? Folder { get; private set; }

    /// <summary>The command line that goes on with an interrupted experiment.</summary>
    public string Resume => $"undertone {command} --resume \"{Folder}\"";

    public void Report(TrainingProgress value) =>
        _progress.Report(new ProgressState(value.Stage, value.Done, value.Total, Figures(value), value.Overall));

    public void Note(string text) => terminal.Message(text);

    public void Began(string folder)
    {
        Folder = folder;
        terminal.Message($"run: {folder}");
    }

    /// <summary>Works to the end, then clears the progress away; an interruption says how to go on, once there is a folder.</summary>
    public T Watch<T>(Func<IExperimentObserver, CancellationToken, T> work, CancellationToken cancellation)
    {
        try
        {
            return work(this, cancellation);
        }
        catch (OperationCanceledException) when (Folder is not null)
        {
            throw new OperationCanceledException($"interrupted; go on with: {Resume}", cancellation);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Divides an experiment while it is watched, and hands the units on.</summary>
    public static int Divided(
        Terminal terminal, ParseResult parsed, Func<IExperimentObserver, CancellationToken, DividedWork> divide,
        Func<ParseResult, DividedWork, int> take, CancellationToken cancellation)
    {
        using var observer = new ConsoleObserver(terminal, parsed.CommandResult.Command.Name);
        return take(parsed, observer.Watch(divide, cancellation));
    }

    public void Dispose() => _progress.Dispose();

    /// <summary>What an epoch came to.</summary>
    private static string Figures(TrainingProgress value)
    {
        string?[] figures =
        [
            value.Loss is { } loss ? FormattableString.Invariant($"loss {loss:0.000}") : null,
            value.ValidationUar is { } uar ? FormattableString.Invariant($"val UAR {uar:0.000}") : null,
            value.LearningRate is { } rate ? FormattableString.Invariant($"lr {rate:0.##e0}") : null,
        ];
        return string.Join(ProgressText.Between, figures.OfType<string>());
    }
}
