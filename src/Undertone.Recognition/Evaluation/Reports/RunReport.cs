using Undertone.Recognition.Training;

namespace Undertone.Recognition.Evaluation.Reports;

/// <summary>The report of a training run, from what lies in its folder.</summary>
internal static class RunReport
{
    public static void Write(RunFolder folder, TrainingRunOptions options, EvaluationResult evaluation, int folds, int threads, bool embedAudio) => HtmlReport.Write(folder.Report, new ReportData
    {
        Title = options.ModelName ?? options.Recipe.Name,
        Evaluation = evaluation,
        Curves = [.. Enumerable.Range(1, folds).Where(n => File.Exists(folder.Part(n).Metrics)).Select(n => LearningCurve.Load(folder.Part(n).Metrics, $"fold {n}"))],
        RecipeJson = options.Recipe.ToJson().ToJsonString(JsonText.Indented),
        Machine = MachineFacts.OfThisMachine(threads),
        EmbedAudio = embedAudio,
    });
}
