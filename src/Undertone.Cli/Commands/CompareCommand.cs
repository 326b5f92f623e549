using System.CommandLine;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Comparison;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone compare --data DIR... --recipes A,B,C</c></summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipes = new Option<string[]?>("--recipes") { Description = "Built-in recipes or recipe files, separated by commas: " + string.Join(", ", Recipe.BuiltInNames) + ".", HelpName = "A,B,C", AllowMultipleArgumentsPerToken = true };
        var corpus = CommonOptions.Corpus();
        var protocols = new Option<string[]>("--protocol") { Description = "How the models are tested; may be given several times: " + string.Join(", ", ProtocolPlan.Names.Where(n => n != "none")) + ".", HelpName = "P", DefaultValueFactory = _ => ["speaker-kfold"] };
        var folds = new Option<int>("--folds") { Description = "Folds of speaker-kfold.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var cross = new Option<bool>("--cross-corpus") { Description = "Train on each corpus and test on each other one as well." };
        var seed = CommonOptions.Seed();
        var labels = CommonOptions.Labels();
        var resume = new Option<string?>("--resume") { Description = "Go on with a comparison that was interrupted; needs nothing else.", HelpName = "RUN" };
        var runs = new Option<string>("--runs") { Description = "The folder of run folders.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("compare", "Train recipes on the same folds and set them side by side: one table, one report.")
        {
            data, recipes, corpus, protocols, folds, cross, seed, labels, resume, runs, cache, threads, json,
        };
        command.SetAction(parsed =>
        {
            ComparisonOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d ? d : throw new UsageException("compare needs --data DIR (or --resume RUN)."),
                Recipes = [.. (parsed.GetValue(recipes) ?? throw new UsageException("compare needs --recipes A,B (or --resume RUN).")).SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Recipe.Load)],
                Protocols = [.. parsed.GetValue(protocols)!.Select(Known)],
                CrossCorpus = parsed.GetValue(cross),
                Corpus = parsed.GetValue(corpus),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                Threads = parsed.GetValue(threads),
            };
            var features = new FeatureCache(parsed.GetValue(cache) ?? CacheFolder.Default());
            var comparison = parsed.GetValue(resume) is { } old
                ? ModelComparison.Resume(old, parsed.GetValue(threads), features, TimeProvider.System)
                : Begin(Options(), parsed.GetValue(runs)!, features);
            var result = Execute(comparison, terminal, cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, result.ToJson());
            else ComparisonText.Write(terminal.Output, result);
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelComparison Begin(ComparisonOptions options, string runs, FeatureCache features)
    {
        if (options.Recipes.Count == 0) throw new UsageException("--recipes names no recipe.");
        return ModelComparison.Begin(options, runs, features, TimeProvider.System);
    }

    private static ComparisonResult Execute(ModelComparison comparison, Terminal terminal, CancellationToken cancellation)
    {
        using var progress = terminal.Progress();
        comparison.Note = terminal.Message;
        comparison.Progress = new Relay<TrainingProgress>(p => progress.Report(p.Stage, p.Done, p.Total));
        return Interruptible.Run("compare", () => comparison.Folder, comparison.Execute, cancellation);
    }

    private static string Known(string protocol) => protocol != "none" && ProtocolPlan.IsKnown(protocol)
        ? protocol
        : throw new UsageException($"'{protocol}' is no protocol to compare under; there are: {string.Join(", ", ProtocolPlan.Names.Where(n => n != "none"))}.");
}
