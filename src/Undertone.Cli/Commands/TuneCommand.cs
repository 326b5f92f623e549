using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Tuning;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone tune --data DIR... --recipe R --grid KEY=A,B,C</c></summary>
internal static class TuneCommand
{
    private static readonly string[] Protocols = [.. ProtocolSpec.Names.Where(n => n != "none")];

    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        SlurmOption.Offer(Create, ofFiles: false, terminal, cancellation);

    /// <summary>The command, or one that is asked for a stage of its work in units.</summary>
    public static Command Create(Terminal terminal, JobStage? stage, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipe = new Option<string?>("--recipe")
        {
            Description = "The built-in recipe or recipe file to tune: " + string.Join(", ", Recipe.BuiltIn.Names) + ".",
            HelpName = "R",
        }.Suggesting(KnownWords.OfRecipes);
        var grid = new Option<string[]>("--grid")
        {
            Description =
                "A setting of the recipe and what to try: model.C=0.1,1,10; for random and tpe also a range, LOW..HIGH or " +
                "LOW..HIGH:log. May be given several times.",
            HelpName = "KEY=A,B,C",
            AllowMultipleArgumentsPerToken = true,
        }.Suggesting(KnownWords.OfSettings);
        var method = new Option<string>("--search", "--sampler")
        {
            Description = "How: grid, random, halving or tpe (suggests by what was tried).",
            HelpName = "S",
            DefaultValueFactory = _ => "grid",
        };
        method.AcceptOnlyFromAmong("grid", "random", "halving", "tpe");
        var trials = new Option<int?>("--trials")
        {
            Description = "Combinations (random: default 20, tpe: 30; halving: all).",
            HelpName = "N",
        };
        var corpus = CommonOptions.Corpus();
        var protocol = new Option<string>("--protocol")
        {
            Description = "The outer folds, which test what tuning gained: " + string.Join(", ", Protocols) + ".",
            HelpName = "P",
            DefaultValueFactory = _ => "speaker-kfold",
        }.Suggesting(KnownWords.OfProtocols(Protocols));
        var folds = new Option<int>("--folds")
        {
            Description = "Outer folds of speaker-kfold.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        var innerFolds = new Option<int>("--inner-folds")
        {
            Description = "Folds over the training speakers, which choose.",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        var prune = new Option<bool>("--prune")
        {
            Description = "With tpe: stop the worse trials of each round after the first inner folds.",
        };
        var seed = CommonOptions.Seed();
        var labels = CommonOptions.Labels();
        var name = CommonOptions.ModelName();
        var resume = CommonOptions.Resume("run");
        var runs = CommonOptions.Runs();
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var selection = new SelectionSettings();
        var json = CommonOptions.Json();
        var command = new Command(
            "tune", "Search settings of a recipe inside the training speakers and tell what it gained on speakers that had no part in it.")
        {
            data, recipe, grid, method, trials, prune, corpus, protocol, folds, innerFolds, seed, labels, name, resume, runs, cache,
            threads, json,
        };
        selection.AddTo(command);
        command.SetAction(parsed =>
        {
            if (stage is not null) JobStage.Refuse(parsed, resume);
            parsed.RefuseBeside(resume, runs, cache, threads, json);
            TuningOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d
                    ? d
                    : throw new UsageException("tune needs --data DIR (or --resume RUN)."),
                Recipe = Recipe.Load(parsed.GetValue(recipe) ?? throw new UsageException("tune needs --recipe R (or --resume RUN).")),
                Parameters = parsed.GetValue(grid) is { Length: > 0 } g
                    ? g
                    : throw new UsageException("tune needs --grid KEY=A,B,C (or --resume RUN)."),
                Search = Enum.Parse<SearchMethod>(parsed.GetValue(method)!, ignoreCase: true),
                Trials = parsed.GetValue(trials),
                Corpus = parsed.GetValue(corpus),
                Selection = selection.Of(parsed),
                Protocol = CommonOptions.ParseProtocol(parsed.GetValue(protocol)!, Protocols),
                Folds = parsed.GetValue(folds),
                InnerFolds = parsed.GetValue(innerFolds),
                Prune = parsed.GetValue(prune),
                Seed = parsed.GetValue(seed),
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                ModelName = parsed.GetValue(name),
                Threads = parsed.GetValue(threads),
            };
            var workspace = CommonOptions.Workspace(parsed.GetValue(runs), parsed.GetValue(cache), stage?.Parts);
            var run = parsed.Resumed(terminal, resume, runs, RunKind.Tune) is { } old
                ? TuningRun.Resume(old, workspace, parsed.GetValue(threads))
                : new TuningRun(Options(), workspace);
            if (stage?.Take is { } take) return ConsoleObserver.Divided(terminal, parsed, run.Divide, take, cancellation);
            using var observer = new ConsoleObserver(terminal, "tune");
            var result = observer.Watch(run.Execute, cancellation);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal.Output, new JsonObject { ["run"] = result.Folder.FullPath, ["tuning"] = result.ToJson() });
            else TuningText.Write(terminal.Output, result);
            return ExitCode.Done;
        });
        return command;
    }
}
