using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone compare --data DIR... --recipes A,B,C</c></summary>
internal static class CompareCommand
{
    private static readonly string[] Protocols = [.. ProtocolSpec.Names.Where(n => n != "none")];

    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        SlurmOption.Offer(Create, ofFiles: false, terminal, cancellation);

    /// <summary>The command, or one that is asked for a stage of its work in units.</summary>
    public static Command Create(Terminal terminal, JobStage? stage, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipes = new Option<string[]?>("--recipes")
        {
            Description = "Recipes, recipe files or finished runs (folders, names, latest, latest:RECIPE), separated by commas; built in "
                + "are " + string.Join(", ", Recipe.BuiltIn.Names) + ".",
            HelpName = "A,B,C",
            AllowMultipleArgumentsPerToken = true,
        }.Suggesting(parsed => KnownWords.OfRecipes(parsed).Concat(KnownWords.OfRuns(parsed)));
        var corpus = CommonOptions.Corpus();
        var protocols = new Option<string[]>("--protocol")
        {
            Description = "How the models are tested; may be given several times: " + string.Join(", ", Protocols) + ".",
            HelpName = "P",
            DefaultValueFactory = _ => ["speaker-kfold"],
        }.Suggesting(KnownWords.OfProtocols(Protocols));
        var folds = new Option<int>("--folds") { Description = "Folds of speaker-kfold.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var cross = new Option<bool>("--cross-corpus") { Description = "Train on each corpus and test on each other one as well." };
        var embed = new Option<bool>("--embed-audio") { Description = "Put the audio of mistakes into the report of each run." };
        var seed = CommonOptions.Seed();
        var labels = CommonOptions.Labels();
        var resume = CommonOptions.Resume("comparison");
        var runs = CommonOptions.Runs();
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var selection = new SelectionSettings();
        var json = CommonOptions.Json();
        var command = new Command("compare", "Train recipes on the same folds and set them side by side: one table, one report.")
        {
            data, recipes, corpus, protocols, folds, cross, embed, seed, labels, resume, runs, cache, threads, json,
        };
        selection.AddTo(command);
        command.SetAction(parsed =>
        {
            if (stage is not null) JobStage.Refuse(parsed, resume);
            parsed.RefuseBeside(resume, runs, cache, threads, json);
            var (named, finished) = Split(parsed.GetValue(recipes), parsed.GetValue(runs)!);
            if (finished.Length > 0 && named.Length == 0)
            {
                if (stage is not null) throw new UsageException("--recipes names finished runs alone: there is nothing to train in units.");
                foreach (var option in new Option[] { data, corpus, protocols, folds, cross, embed, seed, labels, cache, threads })
                    parsed.Refuse(option, "has no use where only finished runs are compared: nothing is read or trained.");
                return SideBySide(terminal, finished, parsed.GetValue(runs)!, parsed.GetValue(json), cancellation);
            }

            ComparisonOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d
                    ? d
                    : throw new UsageException("compare needs --data DIR (or --resume RUN)."),
                Recipes = parsed.Has(recipes)
                    ? [.. named.Select(Recipe.Load)]
                    : throw new UsageException("compare needs --recipes A,B (or --resume RUN)."),
                FinishedRuns = finished,
                Protocols = [.. parsed.GetValue(protocols)!.Select(p => CommonOptions.ParseProtocol(p, Protocols))],
                CrossCorpus = parsed.GetValue(cross),
                EmbedAudio = parsed.GetValue(embed),
                Corpus = parsed.GetValue(corpus),
                Selection = selection.Of(parsed),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                Threads = parsed.GetValue(threads),
            };
            var workspace = CommonOptions.Workspace(parsed.GetValue(runs), parsed.GetValue(cache), stage?.Parts);
            var comparison = parsed.Resumed(terminal, resume, runs, RunKind.Compare) is { } old
                ? ModelComparison.Resume(old, workspace, parsed.GetValue(threads))
                : new ModelComparison(Options(), workspace);
            return stage?.Take is { } take
                ? ConsoleObserver.Divided(terminal, parsed, comparison.Divide, take, cancellation)
                : Execute(terminal, comparison, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    /// <summary>Compares runs that are finished, and trains nothing.</summary>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="finished">Their folders.</param>
    /// <param name="runs">Where the comparison gets its folder.</param>
    /// <param name="json">Whether the result is printed as JSON.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static int SideBySide(
        Terminal terminal, IReadOnlyList<string> finished, string runs, bool json, CancellationToken cancellation) => Execute(
            terminal,
            new ModelComparison(
                new ComparisonOptions { Data = [], Recipes = [], FinishedRuns = finished }, CommonOptions.Workspace(runs, null)),
            json, cancellation);

    private static int Execute(Terminal terminal, ModelComparison comparison, bool json, CancellationToken cancellation)
    {
        using var observer = new ConsoleObserver(terminal, "compare");
        var result = observer.Watch(comparison.Execute, cancellation);
        if (json) JsonOutput.Write(terminal.Output, result.ToJson());
        else ComparisonText.Write(terminal.Output, result);
        return ExitCode.Done;
    }

    /// <summary>The recipes and the finished runs of a list such as <c>mlp,svm,latest</c>.</summary>
    private static (string[] Recipes, string[] Runs) Split(IEnumerable<string>? names, string runs)
    {
        var all = (names ?? []).SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToLookup(n => RunFolders.IsRun(n, runs));
        return ([.. all[false]], [.. all[true].Select(n => RunFolders.Find(n, runs, RunKind.Train).Folder)]);
    }
}
