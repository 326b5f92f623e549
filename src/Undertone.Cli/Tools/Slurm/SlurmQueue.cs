namespace Undertone.Cli.Tools.Slurm;

/// <summary>What is in the queue of some jobs; those that have ended are not.</summary>
/// <param name="Entries">Tasks that run, and those that wait, which may be told as one.</param>
internal sealed record SlurmQueue(IReadOnlyList<SlurmQueue.Entry> Entries)
{
    /// <summary>The form that squeue is asked for, which is the same in all of its versions.</summary>
    public const string Format = "%F|%T|%r";

    /// <summary>A task, or those that wait.</summary>
    /// <param name="Job">The number of the job, or of the array.</param>
    /// <param name="State">Slurm's word, such as RUNNING.</param>
    /// <param name="Reason">Why it waits, such as Resources.</param>
    public readonly record struct Entry(string Job, string State, string Reason);

    /// <summary>Reads what squeue printed; lines of another form are passed over.</summary>
    public static SlurmQueue Parse(string output) => new(
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim().Split('|')).Where(f => f.Length == 3)
            .Select(f => new Entry(f[0], f[1], f[2])),
    ]);

    /// <summary>Whether any of a job is there.</summary>
    public bool Has(string? job) => Entries.Any(e => e.Job == job);

    /// <summary>How many tasks of a job run, and why others wait, such as <c>3 running, waiting (Resources)</c>.</summary>
    public string TextOf(string job)
    {
        var running = Entries.Count(e => e.Job == job && e.State != "PENDING");
        var waiting = Entries.FirstOrDefault(e => e.Job == job && e.State == "PENDING");
        return FormattableString.Invariant($"{running} running")
            + (waiting.Job is null ? "" : waiting.Reason is "" or "None" ? ", others wait" : $", others wait ({waiting.Reason})");
    }
}
