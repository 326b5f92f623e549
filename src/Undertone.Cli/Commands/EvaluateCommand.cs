using System.CommandLine;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Cli.Texts;
using Undertone.Cli.Tools;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Reports;

namespace Undertone.Cli.Commands;

/// <summary><c>undertone evaluate --data DIR...</c></summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellation)
    {
        var model = CommonOptions.Model();
        var runs = CommonOptions.Runs();
        var data = CommonOptions.Data(required: true);
        var corpus = CommonOptions.Corpus();
        var cache = CommonOptions.Cache();
        var threads = CommonOptions.Threads();
        var report = new Option<string?>("--report") { Description = "Write a report page as well.", HelpName = "OUT.html" };
        var embed = new Option<bool>("--embed-audio") { Description = "Put the audio of the mistakes that the report shows into it." };
        var importance = new Option<bool>("--importance")
        {
            Description = "Tell what each feature, or band of an image, is worth to the model, by exchanging it.",
        };
        var map = new Option<bool>("--embedding-map") { Description = "Draw in the report a map of what the model makes of the clips." };
        var robustness = new RobustnessSettings(
            "Test the same utterances noisy, over telephone, in a room, in other formats and rates as well.");
        var seed = CommonOptions.Seed();
        var adapt = new Option<string>("--adapt")
        {
            Description = "Test the same utterances with other clips of the same speaker known, without their labels, as well "
                + "(default: none).",
            HelpName = "speaker|none",
            DefaultValueFactory = _ => "none",
        }.AcceptOnlyFromAmong("speaker", "none");
        var selection = new SelectionSettings();
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Test a model on labelled speech.")
        {
            model, runs, data, corpus, cache, threads, report, embed, importance, map, seed, adapt, json,
        };
        selection.AddTo(command);
        robustness.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(report) is { } named) OutputEnding.Of(named, ".html", ".htm");
            if (!parsed.Has(report)) parsed.Refuse(embed, "needs --report OUT.html.");
            if (!parsed.Has(report)) parsed.Refuse(map, "needs --report OUT.html.");
            var asked = robustness.Of(parsed, parsed.GetValue(seed));
            if (asked is null && !selection.Draws(parsed)) parsed.Refuse(seed, "needs --robustness or --limit-per-speaker.");
            var bundle = NamedModels.LoadBundle(parsed.GetValue(model), parsed.GetValue(runs)!);
            var options = new EvaluationOptions
            {
                Data = parsed.GetValue(data)!,
                Corpus = parsed.GetValue(corpus),
                Selection = selection.Of(parsed),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Voices = parsed.GetValue(adapt) == "speaker",
                Robustness = asked,
                Importance = parsed.GetValue(importance),
                EmbeddingMap = parsed.GetValue(map),
            };
            var test = new ModelEvaluation(bundle, options, CommonOptions.Workspace(parsed.GetValue(runs), parsed.GetValue(cache)));
            using var observer = new ConsoleObserver(terminal, "evaluate");
            var evaluation = observer.Watch(test.Execute, cancellation);
            if (parsed.GetValue(report) is { } page)
            {
                OutputFile.Write(page, () => WriteReport(page, bundle, evaluation, parsed.GetValue(threads), parsed.GetValue(embed)));
            }

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, evaluation.ToJson());
            else EvaluationText.Write(terminal.Output, evaluation);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteReport(string page, ModelBundle bundle, EvaluationResult evaluation, int? threads, bool embedAudio) =>
        HtmlReport.Write(page, new ReportData
        {
            Title = bundle.Manifest.Name,
            Evaluation = evaluation,
            RecipeJson = bundle.Manifest.Recipe.ToJson().ToJsonString(JsonOutput.Indented),
            Machine = MachineFacts.OfThisMachine(threads ?? Environment.ProcessorCount),
            EmbedAudio = embedAudio,
        });
}
