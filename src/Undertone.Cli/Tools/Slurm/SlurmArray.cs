using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>The units of a plan as tasks of an array, numbered from 1.</summary>
/// <param name="Units">How many units there are.</param>
/// <param name="UnitsPerTask">How many consecutive ones a task does.</param>
internal sealed record SlurmArray(int Units, int UnitsPerTask)
{
    /// <summary>How many tasks there are.</summary>
    public int Tasks => (Units + UnitsPerTask - 1) / UnitsPerTask;

    /// <summary>The array for a plan on a cluster.</summary>
    /// <param name="units">How many units there are.</param>
    /// <param name="maxArraySize">Slurm's MaxArraySize, which is one more than the largest number of a task.</param>
    /// <exception cref="FailedException">The cluster takes no arrays.</exception>
    public static SlurmArray Of(int units, int maxArraySize)
    {
        if (maxArraySize < 2)
            throw new FailedException("This cluster takes no arrays: its MaxArraySize is below 2 (scontrol show config).");
        return new SlurmArray(units, ((units - 1) / (maxArraySize - 1)) + 1);
    }

    /// <summary>The task that does a unit.</summary>
    public int TaskOf(int unit) => ((unit - 1) / UnitsPerTask) + 1;

    /// <summary>The tasks that do these units, as <c>sbatch --array</c> takes them: <c>1-15</c>, <c>1,4-6</c>.</summary>
    /// <param name="units">Numbers of units, in order.</param>
    public string RangeOf(IEnumerable<int> units)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var task in units.Select(TaskOf).Distinct())
        {
            if (ranges is [.., var (first, last)] && last == task - 1) ranges[^1] = (first, task);
            else ranges.Add((task, task));
        }

        return string.Join(',', ranges.Select(
            r => FormattableString.Invariant($"{r.First}") + (r.First == r.Last ? "" : FormattableString.Invariant($"-{r.Last}"))));
    }
}
