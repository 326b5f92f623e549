using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>A plan as jobs of Slurm: an array for its units and one that merges; submitted, followed, left and joined again.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="folder">The plan.</param>
/// <param name="cancellation">Ctrl-C: the jobs go on.</param>
internal sealed class SlurmRun(Terminal terminal, PlanFolder folder, CancellationToken cancellation)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // A shared file system shows a file of another machine only after a while.
    private const int PatientLooks = 10;

    private readonly SlurmClient _client = new(cancellation);
    private readonly SlurmFiles _files = new(folder.FullPath);

    private string JoinAgain => $"undertone jobs status {folder.FullPath} --follow";

    /// <summary>Submits what is not whole and follows it; where jobs of the plan are in the queue, joins them.</summary>
    /// <returns>The exit code of the merge.</returns>
    /// <exception cref="FailedException">Slurm is not there, does not answer, refuses, or lost the merge.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C; the message tells how to join again.</exception>
    public int Submit(SlurmSettings settings)
    {
        var earlier = SlurmJobs.Read(_files);
        var queue = earlier is null ? SlurmQueue.Parse("") : _client.Queue(earlier.Array, earlier.Merge)
            ?? throw new FailedException($"{_files.Jobs}: this plan was submitted, and squeue does not tell whether it still runs. "
                + $"Try again when Slurm answers, or join it with: {JoinAgain}");
        if (earlier?.Merge is not null && queue.Has(earlier.Merge))
        {
            terminal.Message($"these jobs are in the queue already: {Numbers(earlier)}");
            return Follow(earlier);
        }

        if (earlier is not null && _files.ReadMergeCode() == ExitCode.Done)
        {
            terminal.Message($"this plan is done already; delete {folder.FullPath} to do it anew");
            return Tell(ExitCode.Done, earlier);
        }

        return Follow(Submitted(settings, earlier?.Array is not null && queue.Has(earlier.Array) ? earlier : null));
    }

    /// <summary>Follows jobs that were submitted before.</summary>
    /// <inheritdoc cref="Submit"/>
    /// <exception cref="BadInputException">The plan was not submitted.</exception>
    public int Join() => Follow(SlurmJobs.Read(_files) ?? throw new BadInputException(
        $"{folder.FullPath}: this plan was not submitted to Slurm, so there is nothing to join. The command with --slurm does that."));

    private SlurmJobs Submitted(SlurmSettings settings, SlurmJobs? running)
    {
        var remedy = $"The plan is made: undertone jobs run {folder.FullPath} --all --workers N does it on this machine, and "
            + $"undertone jobs merge {folder.FullPath} ends it.";
        var array = SlurmArray.Of(folder.Plan.Units.Count, _client.MaxArraySize());
        var scripts = new SlurmScripts(folder.FullPath, folder.Plan.Command[0], settings);
        // Slurm makes no folder for a log.
        foreach (var file in (string[])[_files.MergeLog, _files.Jobs]) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        foreach (var old in (string[])[_files.MergeCode, _files.MergeOutput]) File.Delete(old);
        AtomicFile.WriteText(_files.Merge, scripts.Merge());
        var jobs = running;
        if (jobs is null)
        {
            AtomicFile.WriteText(_files.Units, scripts.Units(array));
            int[] open = [.. folder.Plan.Units.Where(u => !folder.IsWhole(u)).Select(u => u.Number)];
            var number = open.Length > 0 ? _client.Submit(scripts.SubmitUnits(array.RangeOf(open)), remedy) : null;
            jobs = new SlurmJobs(number, null, array.UnitsPerTask);
            jobs.Write(_files);
        }

        jobs = jobs with { Merge = _client.Submit(scripts.SubmitMerge(jobs.Array), remedy) };
        jobs.Write(_files);
        terminal.Message($"submitted: {Numbers(jobs)}");
        return jobs;
    }

    private int Follow(SlurmJobs jobs)
    {
        try
        {
            return Tell(Wait(jobs), jobs);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException($"the jobs go on; join them again with: {JoinAgain}", cancellation);
        }
    }

    /// <summary>Waits for the end of the merge.</summary>
    /// <returns>Its exit code.</returns>
    private int Wait(SlurmJobs jobs)
    {
        using var progress = terminal.Progress();
        var told = new HashSet<int>();
        var (looks, answered) = (0, true);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var queue = _client.Queue(jobs.Array, jobs.Merge);
            var states = folder.States();
            foreach (var status in states.Where(s => s.State == UnitState.Failed && told.Add(s.Unit.Number))) Complain(status, jobs);
            if (_files.ReadMergeCode() is { } code) return code;

            if (queue is null && answered) terminal.Message("note: squeue does not answer; the units' own states are followed");
            answered = queue is not null;
            looks = queue is null || queue.Has(jobs.Array) || queue.Has(jobs.Merge) ? 0 : looks + 1;
            if (looks == PatientLooks)
            {
                throw new FailedException(
                    $"{folder.FullPath}: the merge is not in Slurm's queue any more and left no result; {_files.MergeLog} may tell why. "
                    + "The same command with --slurm submits what is missing.");
            }

            var whole = states.Count(s => s.State == UnitState.Whole);
            var figures = queue is null ? "" : queue.TextOf((queue.Has(jobs.Array) ? jobs.Array : jobs.Merge) ?? "");
            progress.Report(new ProgressState(whole == states.Count ? "merge" : "units", whole, states.Count, figures));
            cancellation.WaitHandle.WaitOne(Interval);
        }
    }

    /// <summary>Prints what the merge printed, and names the units that are not whole with their logs.</summary>
    private int Tell(int code, SlurmJobs jobs)
    {
        if (File.Exists(_files.MergeOutput))
        {
            using var printed = File.OpenText(_files.MergeOutput);
            var buffer = new char[1 << 16];
            for (int count; (count = printed.Read(buffer)) > 0;) terminal.Output.Write(buffer, 0, count);
        }

        if (code != ExitCode.Done && File.Exists(_files.MergeLog)) terminal.Complain(File.ReadAllText(_files.MergeLog).TrimEnd('\n'));
        foreach (var status in folder.States().Where(s => s.State != UnitState.Whole)) Complain(status, jobs);
        return code;
    }

    private void Complain(UnitStatus status, SlurmJobs jobs)
    {
        var array = new SlurmArray(folder.Plan.Units.Count, jobs.UnitsPerTask);
        var log = _files.LogOf(status, array) is { } file ? $" ({file})" : "";
        terminal.Complain(FormattableString.Invariant(
            $"unit {status.Unit.Number} {status.Unit.Name}: {(status.Failure is { } why ? "failed: " + why : "not whole")}{log}"));
    }

    private static string Numbers(SlurmJobs jobs) => jobs.Array is null ? $"merge {jobs.Merge}" : $"array {jobs.Array}, merge {jobs.Merge}";
}
