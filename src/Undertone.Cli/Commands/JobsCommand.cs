using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Recognition.Experiments.Units;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone jobs plan|run|status|merge</c></summary>
internal static class JobsCommand
{
    private const string Json = "--json";

    private static readonly (string Name, Func<Terminal, JobStage?, CancellationToken, Command> Create, bool OfFiles)[] Divisible =
    [
        ("train", TrainCommand.Create, false),
        ("compare", CompareCommand.Create, false),
        ("tune", TuneCommand.Create, false),
        ("features", FeaturesCommand.Create, true),
        ("predict", PredictCommand.Create, true),
    ];

    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        new("jobs", "Work as units that any number of machines do: the files are those of one machine, to the byte.")
        {
            CreatePlan(terminal, cancellation),
            CreateRun(terminal, cancellation),
            CreateStatus(terminal, cancellation),
            CreateMerge(terminal, cancellation),
        };

    private static Command CreatePlan(Terminal terminal, CancellationToken cancellation)
    {
        var plan = new Command("plan", "Divide the work of a command into units.");
        foreach (var (name, create, ofFiles) in Divisible)
        {
            var folder = new Option<string>("--out") { Description = "The folder of the plan.", HelpName = "PLAN", Required = true };
            Option[] own = ofFiles ? [folder, JobStage.ShardFiles] : [folder];
            var command = create(terminal, new JobStage { Take = Take }, cancellation);
            command.Description = $"Divide the work of '{name}' into units: {command.Description}";
            foreach (var option in own) command.Add(option);
            plan.Add(command);

            int Take(ParseResult parsed, DividedWork work)
            {
                var path = parsed.GetValue(folder)!;
                var made = PlannedCommand.Plan(path, parsed, work, own);
                terminal.Output.WriteLine(FormattableString.Invariant($"{path}: {made.Plan.Units.Count} units"));
                terminal.Message($"do them with: undertone jobs run {path} --all, or each by --unit N on any machine");
                return ExitCode.Done;
            }
        }

        return plan;
    }

    private static Command CreateRun(Terminal terminal, CancellationToken cancellation)
    {
        var path = Plan();
        var unit = new Option<string?>("--unit") { Description = "Units by their numbers: 3, 3-7 or 1,4,6-8.", HelpName = "N" };
        var all = new Option<bool>("--all") { Description = "All units." };
        var workers = new Option<int>("--workers")
        {
            Description = "How many units are worked on at a time.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.InRange(1);
        var command = new Command("run", "Do units of a plan that are not whole yet.") { path, unit, all, workers };
        command.SetAction(parsed =>
        {
            var folder = PlanFolder.Open(parsed.GetValue(path)!);
            if (parsed.Has(unit) == parsed.GetValue(all)) throw new UsageException("jobs run needs either --unit N or --all.");
            folder.Plan.CheckProgram(folder.FullPath);
            var units = parsed.GetValue(unit) is { } numbers
                ? UnitNumbers.Parse(numbers, folder.Plan.Units.Count).Select(n => folder.Plan.Units[n - 1])
                : folder.Plan.Units;
            PlannedUnit[] open = [.. units.Where(u => !folder.IsWhole(u))];
            if (open.Length == 0)
            {
                terminal.Message("these units are whole already");
                return ExitCode.Done;
            }

            var runner = new UnitRunner(terminal, folder, open, parsed.GetValue(workers), cancellation);
            try
            {
                var stage = new JobStage
                {
                    Plan = folder.Plan,
                    Take = (line, work) => runner.Run(PlannedCommand.WithFiles(line, work, [])),
                };
                return Invoke(terminal, folder.Plan, folder.Plan.Command, stage, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                foreach (var failed in open.Where(u => !folder.IsWhole(u))) folder.RecordFailure(failed, Failure.Of(e).Text);
                throw;
            }
        });
        return command;
    }

    private static Command CreateStatus(Terminal terminal, CancellationToken cancellation)
    {
        var (path, json) = (Plan(), CommonOptions.Json());
        var follow = new Option<bool>("--follow") { Description = "Join the jobs of --slurm: progress, and what merging prints." };
        var command = new Command("status", "How far the units of a plan are.") { path, json, follow };
        command.SetAction(parsed =>
        {
            var folder = PlanFolder.Open(parsed.GetValue(path)!);
            if (parsed.GetValue(follow))
            {
                parsed.Refuse(json, "and --follow exclude each other.");
                return new SlurmRun(terminal, folder, cancellation).Join();
            }

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, JobText.ToJson(folder));
            else JobText.Write(terminal.Output, folder);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateMerge(Terminal terminal, CancellationToken cancellation)
    {
        var path = Plan();
        var json = new Option<bool>(Json) { Description = "Print the result as JSON, where the command has that." };
        var command = new Command("merge", "Do what is left when all units are whole: write and print what the command would.")
        {
            path, json,
        };
        command.SetAction(parsed =>
        {
            var folder = PlanFolder.Open(parsed.GetValue(path)!);
            folder.Plan.CheckProgram(folder.FullPath);
            var parts = folder.Parts();
            var asked = parsed.GetValue(json) && !folder.Plan.Command.Contains(Json);
            string[] words = asked ? [.. folder.Plan.Command, Json] : [.. folder.Plan.Command];
            return Invoke(terminal, folder.Plan, words, new JobStage { Plan = folder.Plan, Parts = parts }, cancellation);
        });
        return command;
    }

    private static Argument<string> Plan() => new("PLAN") { Description = "The folder of the plan." };

    private static int Invoke(
        Terminal terminal, UnitPlan plan, IReadOnlyList<string> words, JobStage stage, CancellationToken cancellation)
    {
        var command = Divisible.FirstOrDefault(d => d.Name == words[0]).Create
            ?? throw new InvalidDataException($"plan.json: '{words[0]}' is no command that can be divided; plan anew.");
        PlannedCommand.Enter(plan);
        return PlannedCommand.Invoke(command(terminal, stage, cancellation), words, terminal);
    }
}
