using System.Collections.Concurrent;
using System.Globalization;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools;

/// <summary>Does units of a plan, several at a time; one that fails is told and does not stop the others.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="folder">The plan.</param>
/// <param name="units">The units.</param>
/// <param name="workers">How many work at a time.</param>
/// <param name="cancellation">Ctrl-C.</param>
internal sealed class UnitRunner(
    Terminal terminal, PlanFolder folder, IReadOnlyList<PlannedUnit> units, int workers, CancellationToken cancellation)
{
    /// <summary>Does them.</summary>
    /// <returns>Of those that failed the first one's exit code.</returns>
    /// <exception cref="InvalidDataException">The work is no longer what was planned.</exception>
    public int Run(DividedWork work)
    {
        folder.Plan.CheckShared(folder.FullPath, work);
        var codes = new int[units.Count];
        var done = 0;
        using var progress = terminal.Progress();
        // Without buffering: a unit is long, and no worker shall hold a second one back.
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, units.Count), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            i =>
            {
                codes[i] = Run(work, units[i], workers == 1 ? progress : null);
                progress.Report("units", Interlocked.Increment(ref done), units.Count);
            });
        var failed = codes.Count(c => c != ExitCode.Done);
        if (failed > 0)
        {
            terminal.Complain(string.Create(
                CultureInfo.InvariantCulture, $"undertone: {failed} of {units.Count} units failed; the same command tries them again"));
        }

        return codes.FirstOrDefault(c => c != ExitCode.Done);
    }

    private int Run(DividedWork work, PlannedUnit unit, IProgressDisplay? progress)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"unit {unit.Number} {unit.Name}");
        using var log = new UnitLog(terminal, title, folder.LogOf(unit), progress);
        try
        {
            folder.Execute(work, unit, log, cancellation);
            log.Note("whole");
            return ExitCode.Done;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var (code, text) = Failure.Of(e);
            log.Note("failed: " + text);
            if (terminal.Verbose) log.Note(e.ToString());
            folder.RecordFailure(unit, text);
            return code;
        }
    }
}
