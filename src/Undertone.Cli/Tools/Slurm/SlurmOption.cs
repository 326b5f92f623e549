using System.CommandLine;
using System.CommandLine.Invocation;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Tools.Slurm;

/// <summary><c>--slurm</c> on the commands that can be divided into units.</summary>
internal static class SlurmOption
{
    /// <summary>The command, with the option to do its work as jobs of Slurm.</summary>
    /// <param name="create">Makes the command, or one that is asked for its units.</param>
    /// <param name="ofFiles">Whether its units are ranges of files.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static Command Offer(
        Func<Terminal, JobStage?, CancellationToken, Command> create, bool ofFiles, Terminal terminal, CancellationToken cancellation)
    {
        var slurm = new Option<string?>("--slurm")
        {
            Description = $"Do the work as an array of Slurm jobs: {string.Join(", ", SlurmSettings.Keys)}.",
            HelpName = "KEY=VALUE,...",
        }.Suggesting(SlurmSettings.Keys.Select(k => k + "="));
        var dry = new Option<bool>("--dry-run") { Description = "With --slurm: print the scripts and submit nothing." };
        Option[] ofPlan = ofFiles ? [JobStage.ShardFiles] : [];
        var command = create(terminal, null, cancellation);
        var usual = (SynchronousCommandLineAction)command.Action!;
        foreach (var option in (Option[])[slurm, dry, .. ofPlan]) command.Add(option);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(slurm) is not { } text)
            {
                foreach (var option in (Option[])[dry, .. ofPlan]) parsed.Refuse(option, "needs --slurm.");
                return usual.Invoke(parsed);
            }

            var settings = SlurmSettings.Parse(text);
            var named = settings.Plan ?? BesideRuns(parsed.GetValue<string>("--runs")!, command.Name);
            var plan = SlurmSettings.CheckPlan(Path.GetFullPath(named));
            var dryRun = parsed.GetValue(dry);
            var divided = create(terminal, new JobStage { Take = Take }, cancellation);
            foreach (var option in ofPlan) divided.Add(option);
            return PlannedCommand.Invoke(divided, PlannedCommand.WordsOf(parsed, [slurm, dry]), terminal);

            int Take(ParseResult line, DividedWork work)
            {
                if (dryRun) return Print(work);
                var folder = PlannedCommand.Plan(plan, line, work, ofPlan);
                terminal.Message(FormattableString.Invariant($"plan: {folder.FullPath}: {folder.Plan.Units.Count} units"));
                return new SlurmRun(terminal, folder, cancellation).Submit(settings);
            }

            int Print(DividedWork work)
            {
                PlannedCommand.RefuseNone(work);
                var array = SlurmArray.Of(work.Units.Count, new SlurmClient(cancellation).MaxArraySize());
                var scripts = new SlurmScripts(plan, command.Name, settings);
                var units = scripts.SubmitUnits(array.RangeOf(Enumerable.Range(1, work.Units.Count)));
                foreach (var (line, script) in new[] { (units, scripts.Units(array)), (scripts.SubmitMerge("ARRAY"), scripts.Merge()) })
                    terminal.Output.Write($"# sbatch {string.Join(' ', line)}\n{script}\n");
                return ExitCode.Done;
            }
        });
        return command;
    }

    /// <summary>The plan's folder where none is named.</summary>
    private static string BesideRuns(string runs, string command) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(runs)) ?? ".", command + "-plan");
}
