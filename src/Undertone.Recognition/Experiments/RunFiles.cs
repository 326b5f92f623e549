using System.Globalization;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;

namespace Undertone.Recognition.Experiments;

/// <summary>The files that every run with scores leaves.</summary>
internal static class RunFiles
{
    /// <summary>Writes the answers and the scores.</summary>
    public static void WriteScores(RunFolder folder, EvaluationResult evaluation)
    {
        PredictionsCsv.Save(folder.Predictions, evaluation.Labels, evaluation.Tested);
        JsonFile.Write(folder.Evaluation, evaluation.ToJson());
    }

    /// <summary>Writes the page for people, with the learning curves of the folds that lie in the folder.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="title">What was tested.</param>
    /// <param name="evaluation">The scores.</param>
    /// <param name="recipe">The recipe of the model.</param>
    /// <param name="embedAudio">Whether the page carries the audio of the mistakes that it shows.</param>
    /// <param name="sections">Sections of the experiment's own, after the scores.</param>
    public static void WriteReport(
        RunFolder folder,
        string title,
        EvaluationResult evaluation,
        Recipe recipe,
        bool embedAudio = false,
        IReadOnlyList<ReportSection>? sections = null) =>
        HtmlReport.Write(folder.Report, new ReportData
        {
            Title = title,
            Evaluation = evaluation,
            Curves = [.. Curves(folder, evaluation.Protocol.Folds)],
            RecipeJson = recipe.ToJson().ToJsonString(JsonText.Indented),
            Machine = MachineFacts.OfThisMachine(Environment.ProcessorCount),
            EmbedAudio = embedAudio,
            Sections = sections ?? [],
        });

    private static IEnumerable<LearningCurve> Curves(RunFolder folder, int folds) =>
        from number in Enumerable.Range(1, folds)
        let metrics = folder.Fold(number).Metrics
        where File.Exists(metrics)
        select LearningCurve.Load(metrics, string.Create(CultureInfo.InvariantCulture, $"fold {number}"));
}
