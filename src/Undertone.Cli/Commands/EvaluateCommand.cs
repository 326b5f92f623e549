using System.CommandLine;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone evaluate --data DIR...</c></summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var model = CommonOptions.Model();
        var data = CommonOptions.Data(required: true);
        var corpus = CommonOptions.Corpus();
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Test a model on labelled speech.") { model, data, corpus, cache, threads, json };
        command.SetAction(parsed =>
        {
            using var progress = terminal.Progress();
            var bundle = Models.LoadBundle(parsed.GetValue(model));
            var evaluation = ModelEvaluation.Run(
                bundle,
                new TrainingRunOptions { Data = parsed.GetValue(data)!, Corpus = parsed.GetValue(corpus), Recipe = bundle.Manifest.Recipe, Labels = bundle.Manifest.Labels, Threads = parsed.GetValue(threads) },
                new FeatureCache(parsed.GetValue(cache) ?? CacheFolder.Default()),
                terminal.Message,
                new Relay<TrainingProgress>(p => progress.Report(p.Stage, p.Done, p.Total)),
                cancellation);
            progress.Dispose();
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, evaluation.ToJson());
            else EvaluationText.Write(terminal.Output, evaluation);
            return ExitCode.Done;
        });
        return command;
    }
}
