using System.Globalization;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>The scripts that Slurm runs.</summary>
/// <param name="plan">The full path of the plan's folder.</param>
/// <param name="command">The command that is divided.</param>
/// <param name="settings">What is asked for.</param>
internal sealed class SlurmScripts(string plan, string command, SlurmSettings settings)
{
    private readonly SlurmFiles _files = new(plan);

    /// <summary>A task: its units, and those once more that failed.</summary>
    public string Units(SlurmArray array)
    {
        var units = array.UnitsPerTask == 1 ? "units=$SLURM_ARRAY_TASK_ID" : string.Create(CultureInfo.InvariantCulture, $"""
            first=$(((SLURM_ARRAY_TASK_ID - 1) * {array.UnitsPerTask} + 1))
            last=$((first + {array.UnitsPerTask} - 1))
            [ "$last" -le {array.Units} ] || last={array.Units}
            units=$first-$last
            """).ReplaceLineEndings("\n");
        return $"""
            {Head("", _files.TaskLog("%a"))}
            {units}
            do_units() {"{"} {Jobs("run")} --unit "$units"; {"}"}
            # Once more where one failed; those that are whole are passed over.
            do_units || do_units

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The merge; it leaves what it printed and its exit code, each whole or not at all.</summary>
    public string Merge() => $"""
        {Head("-merge", _files.MergeLog)}
        own={Quote(_files.MergeCode)}.$(uname -n)-$$.tmp
        {Jobs("merge")} > "$own"
        code=$?
        mv -f "$own" {Quote(_files.MergeOutput)}
        echo "$code" > "$own" && mv -f "$own" {Quote(_files.MergeCode)}
        exit "$code"

        """.ReplaceLineEndings("\n");

    /// <summary>The arguments of sbatch for the tasks.</summary>
    /// <param name="range">The numbers of the tasks.</param>
    public string[] SubmitUnits(string range) => ["--parsable", $"--array={range}{settings.ArrayLimit}", _files.Units];

    /// <summary>The arguments of sbatch for the merge.</summary>
    /// <param name="array">The number of the array that it waits for; null where no task is left.</param>
    public string[] SubmitMerge(string? array) =>
        array is null ? ["--parsable", _files.Merge] : ["--parsable", $"--dependency=afterany:{array}", _files.Merge];

    // A unit takes the processors that the job has, where nothing holds it to them.
    private string Head(string which, string log) => string.Join('\n', (IEnumerable<string>)
    [
        "#!/bin/sh",
        $"#SBATCH --job-name=undertone-{command}{which}",
        .. settings.Directives.Select(d => "#SBATCH --" + d),
        "#SBATCH --requeue",
        $"#SBATCH --output=\"{log}\"",
        "export DOTNET_PROCESSOR_COUNT=\"${DOTNET_PROCESSOR_COUNT:-${SLURM_CPUS_ON_NODE:-1}}\"",
    ]);

    private string Jobs(string what) => string.Join(' ', OwnProgram.Words.Select(Quote)) + $" jobs {what} {Quote(plan)}";

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
