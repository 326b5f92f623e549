using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone compare --data DIR... --recipes A,B,C</c></summary>
internal static class CompareCommand
{
    private static readonly string[] Protocols = [.. ProtocolSpec.Names.Where(n => n != "none")];

    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipes = new Option<string[]?>("--recipes")
        {
            Description = "Built-in recipes or recipe files, separated by commas: " + string.Join(", ", Recipe.BuiltIn.Names) + ".",
            HelpName = "A,B,C",
            AllowMultipleArgumentsPerToken = true,
        };
        var corpus = CommonOptions.Corpus();
        var protocols = new Option<string[]>("--protocol")
        {
            Description = "How the models are tested; may be given several times: " + string.Join(", ", Protocols) + ".",
            HelpName = "P",
            DefaultValueFactory = _ => ["speaker-kfold"],
        };
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
            parsed.RefuseBeside(resume, runs, cache, threads, json);
            ComparisonOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d
                    ? d
                    : throw new UsageException("compare needs --data DIR (or --resume RUN)."),
                Recipes = Load(parsed.GetValue(recipes) ?? throw new UsageException("compare needs --recipes A,B (or --resume RUN).")),
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
            if (parsed.Has(resume)) parsed.NoteWithout(terminal, runs, "beside --resume");
            var workspace = CommonOptions.Workspace(parsed.GetValue(runs), parsed.GetValue(cache));
            var comparison = parsed.GetValue(resume) is { } old
                ? ModelComparison.Resume(old, workspace, parsed.GetValue(threads))
                : new ModelComparison(Options(), workspace);
            using var observer = new ConsoleObserver(terminal, "compare");
            var result = observer.Watch(comparison.Execute, cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, result.ToJson());
            else ComparisonText.Write(terminal.Output, result);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The recipes of a list such as <c>mlp,svm</c>.</summary>
    private static Recipe[] Load(IEnumerable<string> names) =>
    [
        .. names.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(Recipe.Load),
    ];
}
