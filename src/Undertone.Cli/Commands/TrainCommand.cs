using System.CommandLine;
using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone train --data DIR... --recipe R</c></summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipe = new Option<string?>("--recipe") { Description = "A built-in recipe or a recipe file: " + string.Join(", ", Recipe.BuiltInNames) + ".", HelpName = "R" };
        var corpus = CommonOptions.Corpus();
        var protocol = new Option<string>("--protocol") { Description = "How the model is tested: " + string.Join(", ", ProtocolPlan.Names) + ".", HelpName = "P", DefaultValueFactory = _ => "speaker-kfold" };
        var folds = new Option<int>("--folds") { Description = "Folds of speaker-kfold.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var seed = CommonOptions.Seed();
        var normalisation = new Option<string>("--normalisation") { Description = "What features are normalised by: training, speaker (offline; the score says so), none.", HelpName = "N", DefaultValueFactory = _ => "training" }.AcceptOnlyFromAmong("training", "speaker", "none");
        var labels = CommonOptions.Labels();
        var name = new Option<string?>("--name") { Description = "What the model is called (default: the recipe's name).", HelpName = "NAME" };
        var resume = new Option<string?>("--resume") { Description = "Go on with a run that was interrupted; needs nothing else.", HelpName = "RUN" };
        var set = CommonOptions.Set();
        var runs = new Option<string>("--runs") { Description = "The folder of run folders.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var noRefit = new Option<bool>("--no-refit") { Description = "Only test: leave out the last training, on all the data, and so the model." };
        var embed = new Option<bool>("--embed-audio") { Description = "Put the audio of the mistakes that the report shows into it." };
        var verify = new Option<bool>("--verify-determinism") { Description = $"Train twice for {DeterminismCheck.Epochs} epochs, with one thread and with several, and say whether all files are equal." };
        var json = CommonOptions.Json();
        var command = new Command("train", "Train a recipe on corpora and test it on speakers that it has not heard.")
        {
            data, recipe, corpus, protocol, folds, seed, normalisation, labels, name, resume, set, runs, cache, threads, noRefit, embed, verify, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(folds) < 2) throw new UsageException("--folds wants a number of at least 2.");
            using var progress = terminal.Progress();
            var report = new Relay<TrainingProgress>(p => progress.Report(p.Stage, p.Done, p.Total));
            TrainingRunOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d ? d : throw new UsageException("train needs --data DIR (or --resume RUN)."),
                Recipe = Configure(Recipe.Load(parsed.GetValue(recipe) ?? throw new UsageException("train needs --recipe R (or --resume RUN).")), parsed.GetValue(set)),
                Corpus = parsed.GetValue(corpus),
                Protocol = ProtocolPlan.IsKnown(parsed.GetValue(protocol)!) ? parsed.GetValue(protocol)! : throw new UsageException($"'{parsed.GetValue(protocol)}' is no protocol; there are: {string.Join(", ", ProtocolPlan.Names)}."),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Normalisation = parsed.GetValue(normalisation)!,
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                ModelName = parsed.GetValue(name),
                EmbedAudio = parsed.GetValue(embed),
                Refit = !parsed.GetValue(noRefit),
                Threads = parsed.GetValue(threads),
            };
            if (parsed.GetValue(verify))
            {
                var outcome = DeterminismCheck.Run(Options(), report, cancellation);
                progress.Dispose();
                if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, outcome.ToJson());
                else terminal.Output.WriteLine(outcome.ToString());
                return outcome.Difference is null ? ExitCode.Done : ExitCode.Failed;
            }

            var features = new FeatureCache(parsed.GetValue(cache) ?? CacheFolder.Default());
            var run = parsed.GetValue(resume) is { } old
                ? TrainingRun.Resume(old, parsed.GetValue(threads), features)
                : TrainingRun.Begin(Options(), parsed.GetValue(runs)!, features, TimeProvider.System);
            run.Note = terminal.Message;
            run.Progress = report;
            var result = Execute(run, cancellation);
            progress.Dispose();
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, new JsonObject { ["run"] = result.Folder.FullPath, ["evaluation"] = result.Evaluation?.ToJson() });
            else WriteSummary(terminal, result);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs to the end, or says how to go on.</summary>
    private static TrainingRunResult Execute(TrainingRun run, CancellationToken cancellation)
    {
        try
        {
            return Interruptible.Run("train", () => run.Folder?.FullPath, run.Execute, cancellation);
        }
        catch (TrainingDivergedException e) when (run.Folder is not null)
        {
            throw new TrainingDivergedException(FormattableString.Invariant(
                $"{e.Message}\nTrain again with --set training.optimizer.learningRate={e.LearningRate / 10:G3} or --set training.clipNorm=1. The state before that step is kept in {run.Folder.FullPath}"), e);
        }
        catch (Exception e) when (run.Folder is not null && (e is UnauthorizedAccessException or DirectoryNotFoundException || e.GetType() == typeof(IOException)))
        {
            throw new IOException($"{e.Message}\nThe files that were written before are whole. When this is mended, go on with: {Interruptible.Resume("train", run.Folder.FullPath)}", e);
        }
    }

    private static Recipe Configure(Recipe recipe, string[]? settings)
    {
        foreach (var setting in settings ?? [])
        {
            var (key, value) = CommonOptions.Split(setting);
            recipe = recipe.With(key, value);
        }

        return recipe;
    }

    private static void WriteSummary(Terminal terminal, TrainingRunResult result)
    {
        if (result.Evaluation is { } evaluation) EvaluationText.Write(terminal.Output, evaluation);
        else terminal.Output.WriteLine("No evaluation was asked for (protocol none).");
        terminal.Output.WriteLine();
        if (result.Model is not null) terminal.Output.WriteLine($"model:  {result.Folder.Model}");
        if (result.Evaluation is not null) terminal.Output.WriteLine($"report: {result.Folder.Report}");
    }
}
