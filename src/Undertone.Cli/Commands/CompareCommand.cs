using System.CommandLine;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Evaluation.Comparison;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone compare --data DIR... --recipes A,B,C</c></summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: true);
        var recipes = new Option<string[]>("--recipes") { Description = "Built-in recipes or recipe files, separated by commas: " + string.Join(", ", Recipe.BuiltInNames) + ".", HelpName = "A,B,C", Required = true, AllowMultipleArgumentsPerToken = true };
        var corpus = CommonOptions.Corpus();
        var protocols = new Option<string[]>("--protocol") { Description = "How the models are tested; may be given several times: " + string.Join(", ", ProtocolPlan.Names.Where(n => n != "none")) + ".", HelpName = "P", DefaultValueFactory = _ => ["speaker-kfold"] };
        var folds = new Option<int>("--folds") { Description = "Folds of speaker-kfold.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var cross = new Option<bool>("--cross-corpus") { Description = "Train on each corpus and test on each other one as well." };
        var seed = CommonOptions.Seed();
        var labels = CommonOptions.Labels();
        var runs = new Option<string>("--runs") { Description = "The folder of run folders.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("compare", "Train recipes on the same folds and set them side by side: one table, one report.")
        {
            data, recipes, corpus, protocols, folds, cross, seed, labels, runs, cache, threads, json,
        };
        command.SetAction(parsed =>
        {
            var options = new ComparisonOptions
            {
                Data = parsed.GetValue(data)!,
                Recipes = [.. parsed.GetValue(recipes)!.SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Recipe.Load)],
                Protocols = [.. parsed.GetValue(protocols)!.Select(Known)],
                CrossCorpus = parsed.GetValue(cross),
                Corpus = parsed.GetValue(corpus),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                Threads = parsed.GetValue(threads),
            };
            if (options.Recipes.Count == 0) throw new UsageException("--recipes names no recipe.");
            using var progress = terminal.Progress();
            var comparison = new ModelComparison(options, parsed.GetValue(runs)!, new FeatureCache(parsed.GetValue(cache) ?? CacheFolder.Default()), TimeProvider.System)
            {
                Note = terminal.Message,
                Progress = new Relay<TrainingProgress>(p => progress.Report(p.Stage, p.Done, p.Total)),
            };
            var result = comparison.Execute(cancellation);
            progress.Dispose();
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, result.ToJson());
            else ComparisonText.Write(terminal.Output, result);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Known(string protocol) => protocol != "none" && ProtocolPlan.IsKnown(protocol)
        ? protocol
        : throw new UsageException($"'{protocol}' is no protocol to compare under; there are: {string.Join(", ", ProtocolPlan.Names.Where(n => n != "none"))}.");
}
