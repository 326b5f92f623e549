using System.Globalization;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>What the jobs of a plan leave in its folder.</summary>
/// <param name="plan">The full path of the plan's folder.</param>
internal sealed class SlurmFiles(string plan)
{
    /// <summary>The script of a task.</summary>
    public string Units => Path.Combine(plan, "slurm", "units.sh");

    /// <summary>The script of the merge.</summary>
    public string Merge => Path.Combine(plan, "slurm", "merge.sh");

    /// <summary>The numbers of the jobs.</summary>
    public string Jobs => Path.Combine(plan, "slurm", "jobs.json");

    /// <summary>The exit code of the merge; there when it has ended.</summary>
    public string MergeCode => Path.Combine(plan, "slurm", "merge.code");

    /// <summary>What the merge printed.</summary>
    public string MergeOutput => Path.Combine(plan, "logs", "merge.out");

    /// <summary>What the merge said on standard error.</summary>
    public string MergeLog => Path.Combine(plan, "logs", "merge.log");

    /// <summary>The log of a task, with Slurm's own words.</summary>
    /// <param name="task">Its number, or <c>%a</c>, for which Slurm puts it.</param>
    public string TaskLog(string task) => Path.Combine(plan, "logs", $"slurm-{task}.log");

    /// <summary>The exit code of the merge, or null while it has not ended.</summary>
    public int? ReadMergeCode()
    {
        var text = File.Exists(MergeCode) ? File.ReadAllText(MergeCode).Trim() : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>Where to read why a unit is not whole: its own log, or that of its task; null where there is none.</summary>
    public string? LogOf(UnitStatus status, SlurmArray array)
    {
        var task = TaskLog(array.TaskOf(status.Unit.Number).ToString(CultureInfo.InvariantCulture));
        return status.Failure is not null && status.Log is { } own ? own : File.Exists(task) ? task : status.Log;
    }
}
