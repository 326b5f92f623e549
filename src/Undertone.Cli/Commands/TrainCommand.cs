using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Cli.Tools.Slurm;
using Undertone.Learning.Neural;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Recipes;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone train --data DIR... --recipe R</c></summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation) =>
        SlurmOption.Offer(Create, ofFiles: false, terminal, cancellation);

    /// <summary>The command, or one that is asked for a stage of its work in units.</summary>
    public static Command Create(Terminal terminal, JobStage? stage, CancellationToken cancellation)
    {
        var data = CommonOptions.Data(required: false);
        var recipe = new Option<string?>("--recipe")
        {
            Description = "A built-in recipe or a recipe file: " + string.Join(", ", Recipe.BuiltIn.Names) + ".",
            HelpName = "R",
        }.Suggesting(KnownWords.OfRecipes);
        var corpus = CommonOptions.Corpus();
        var protocol = new Option<string>("--protocol")
        {
            Description = "How the model is tested: " + string.Join(", ", ProtocolSpec.Names) + ".",
            HelpName = "P",
            DefaultValueFactory = _ => "speaker-kfold",
        }.Suggesting(KnownWords.OfProtocols(ProtocolSpec.Names));
        var folds = new Option<int>("--folds") { Description = "Folds of speaker-kfold.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var seed = CommonOptions.Seed();
        var normalisation = new Option<string>("--normalisation")
        {
            Description = "What features are normalised by: training, speaker (offline; the score says so), none.",
            HelpName = "N",
            DefaultValueFactory = _ => "training",
        }.AcceptOnlyFromAmong("training", "speaker", "none");
        var labels = CommonOptions.Labels();
        var name = CommonOptions.ModelName();
        var resume = CommonOptions.Resume("run");
        var set = CommonOptions.Set().Suggesting(KnownWords.OfSettings);
        var runs = CommonOptions.Runs();
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var noRefit = new Option<bool>("--no-refit")
        {
            Description = "Only test: leave out the last training, on all the data, and so the model.",
        };
        var licenses = new Option<string>("--licenses")
        {
            Description = "any, or commercial: only corpora whose terms allow commercial use.",
            HelpName = "L",
            DefaultValueFactory = _ => "any",
        }.AcceptOnlyFromAmong("any", "commercial");
        var robustness = new RobustnessSettings(
            "Test the models of the folds on noisy, telephone and other copies of their test parts as well.");
        var embed = new Option<bool>("--embed-audio") { Description = "Put the audio of the mistakes that the report shows into it." };
        var importance = new Option<bool>("--importance")
        {
            Description = "Tell in the report what each feature, or band of an image, is worth, by exchanging it in the test parts.",
        };
        var map = new Option<bool>("--embedding-map") { Description = "Draw a map of what the first fold's model makes of its test part." };
        var verify = new Option<bool>("--verify-determinism")
        {
            Description =
                $"Train twice for {DeterminismCheck.Epochs} epochs, with one thread and with several, and say whether all files are equal.",
        };
        var selection = new SelectionSettings();
        var json = CommonOptions.Json();
        var command = new Command("train", "Train a recipe on corpora and test it on speakers that it has not heard.")
        {
            data, recipe, corpus, protocol, folds, seed, normalisation, labels, name, resume, set, runs, cache, threads, noRefit, embed,
            importance, map, verify, licenses, json,
        };
        selection.AddTo(command);
        robustness.AddTo(command);
        command.SetAction(parsed =>
        {
            TrainingRunOptions Options() => new()
            {
                Data = parsed.GetValue(data) is { Length: > 0 } d
                    ? d
                    : throw new UsageException("train needs --data DIR (or --resume RUN)."),
                Recipe = RecipeSettings.Load(
                    parsed.GetValue(recipe) ?? throw new UsageException("train needs --recipe R (or --resume RUN)."), parsed.GetValue(set)),
                Corpus = parsed.GetValue(corpus),
                Selection = selection.Of(parsed),
                Protocol = CommonOptions.ParseProtocol(parsed.GetValue(protocol)!, ProtocolSpec.Names),
                Folds = parsed.GetValue(folds),
                Seed = parsed.GetValue(seed),
                Normalization = Enum.Parse<Normalization>(parsed.GetValue(normalisation)!, ignoreCase: true),
                Labels = CommonOptions.ParseLabels(parsed.GetValue(labels)),
                ModelName = parsed.GetValue(name),
                EmbedAudio = parsed.GetValue(embed),
                Importance = parsed.GetValue(importance),
                EmbeddingMap = parsed.GetValue(map),
                Refit = !parsed.GetValue(noRefit),
                Threads = parsed.GetValue(threads),
                Licenses = Enum.Parse<LicenseFilter>(parsed.GetValue(licenses)!, ignoreCase: true),
                Robustness = robustness.Of(parsed, parsed.GetValue(seed)),
            };
            if (stage is not null) JobStage.Refuse(parsed, resume, verify);
            parsed.RefuseBeside(resume, runs, cache, threads, json);
            if (parsed.GetValue(verify))
            {
                foreach (var option in new Option[] { runs, cache }) parsed.Refuse(option, $"has no use beside {verify.Name}.");
                using var watch = new ConsoleObserver(terminal, "train");
                var outcome = DeterminismCheck.Run(Options(), watch, cancellation);
                watch.Dispose();
                if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, outcome.ToJson());
                else terminal.Output.WriteLine(outcome.ToString());
                return outcome.Difference is null ? ExitCode.Done : ExitCode.Failed;
            }

            var workspace = CommonOptions.Workspace(parsed.GetValue(runs), parsed.GetValue(cache), stage?.Parts);
            var run = parsed.Resumed(terminal, resume, runs, RunKind.Train) is { } old
                ? TrainingRun.Resume(old, workspace, parsed.GetValue(threads))
                : new TrainingRun(Options(), workspace);
            if (stage?.Take is { } take) return ConsoleObserver.Divided(terminal, parsed, run.Divide, take, cancellation);
            var result = Execute(run, terminal, cancellation);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(
                    terminal.Output, new JsonObject { ["run"] = result.Folder.FullPath, ["evaluation"] = result.Evaluation?.ToJson() });
            }
            else
            {
                WriteSummary(terminal, result);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs to the end, or says how to go on.</summary>
    private static TrainingRunResult Execute(TrainingRun run, Terminal terminal, CancellationToken cancellation)
    {
        using var observer = new ConsoleObserver(terminal, "train");
        try
        {
            return observer.Watch(run.Execute, cancellation);
        }
        catch (TrainingDivergedException e) when (observer.Folder is not null)
        {
            throw new TrainingDivergedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{e.Message}\nTrain again with --set training.optimizer.learningRate={e.LearningRate / 10:G3} "
                    + $"or --set training.clipNorm=1. "
                    + $"The state before that step is kept in {observer.Folder}"),
                e);
        }
        catch (Exception e) when (observer.Folder is not null && OutputFile.IsRefusal(e))
        {
            throw new FailedException(
                $"{observer.Folder}: the run cannot be written ({SystemReason.Of(e)}).\n"
                + $"The files that were written before are whole. When this is mended, go on with: {observer.Resume}",
                e);
        }
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
