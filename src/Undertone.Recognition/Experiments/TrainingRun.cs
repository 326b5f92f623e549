using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Reports;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>
/// A training run: reads corpora, computes features, trains and tests a model for each fold of the protocol, writes the scores, and refits on all
/// the data. Every step leaves its file, so that a run that was interrupted goes on where it stood.
/// </summary>
public sealed class TrainingRun
{
    private readonly TrainingRunOptions _options;
    private readonly FeatureCache _cache;
    private readonly Func<RunFolder> _open;
    private readonly int _threads;

    private TrainingRun(TrainingRunOptions options, FeatureCache cache, Func<RunFolder> open)
    {
        _options = options;
        _cache = cache;
        _open = open;
        _threads = options.Threads ?? Environment.ProcessorCount;
    }

    /// <summary>Told of how far the run has come; from any thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Told what a person should know: files left out, labels not mapped, the score of each fold.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>The run's files; null until the data has been read and divided, so that a run that cannot begin leaves no folder.</summary>
    public RunFolder? Folder { get; private set; }

    /// <summary>Begins a run in a new folder.</summary>
    /// <param name="options">What to train on what.</param>
    /// <param name="runs">The folder of run folders.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that names the run folder.</param>
    public static TrainingRun Begin(TrainingRunOptions options, string runs, FeatureCache cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Begin(options, () => RunFolder.NewPath(runs, options.Recipe.Name, time), cache);
    }

    /// <summary>Begins a run in this very folder, or goes on with the one that lies there.</summary>
    internal static TrainingRun BeginOrResume(TrainingRunOptions options, string path, FeatureCache cache) =>
        Directory.Exists(path) ? Resume(path, options.Threads, cache) : Begin(options, () => path, cache);

    private static TrainingRun Begin(TrainingRunOptions options, Func<string> path, FeatureCache cache)
    {
        if (options.Normalisation == "none") options = options with { Recipe = options.Recipe.With("scaler", "none") };
        return new TrainingRun(options, cache, () => RunFolder.Create(path(), options));
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <exception cref="FileNotFoundException">The folder is no run folder.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TrainingRun Resume(string run, int? threads, FeatureCache cache)
    {
        var (folder, options) = RunFolder.Open(run);
        return new TrainingRun(options with { Threads = threads }, cache, () => folder);
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="cancellation">Ends the run after the current step; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="RecipeException">The recipe's layers cannot be read, or their shapes do not fit.</exception>
    /// <exception cref="CorpusException">The data cannot be read.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided as the protocol wants, a file gives no finite features, or the data is not what an interrupted run began with.</exception>
    /// <exception cref="Learning.Neural.TrainingDivergedException">A loss or gradient has no bound; the state before that step is in the checkpoint.</exception>
    public TrainingRunResult Execute(CancellationToken cancellation = default)
    {
        // Layers that do not fit are told before hours of audio are read.
        if (_options.Recipe.Model.Classifier is null) NetworkModel.Create(_options.Recipe, new FeaturePipeline(_options.Recipe).InputShape, classes: 2);
        var data = TrainingData.Read(_options, _threads, Note, Progress, cancellation);
        var plan = ProtocolPlan.Create(_options.Protocol, data.Utterances, data.Targets, _options.Folds, _options.Seed, _options.ValidationShare);
        plan = plan with { Protocol = plan.Protocol with { Normalisation = _options.Normalisation } };
        Folder = _open();
        Note?.Invoke($"run: {Folder.FullPath}");
        SplitFile.WriteOrVerify(Folder.Split, SplitFile.ToJson(plan, data.Utterances));
        if (plan.Protocol.Warning is { } warning) Note?.Invoke("warning: " + warning);

        var raw = new Lazy<float[][]>(() => FeatureTable.Compute(data.Utterances, _options.Recipe, _cache, _threads, Progress, cancellation));
        var perSpeaker = _options.Normalisation == "speaker";
        var inputs = perSpeaker ? new Lazy<float[][]>(() => SpeakerNormalisation.Of(data.Utterances, raw.Value, new FeaturePipeline(_options.Recipe).Columns)) : raw;
        var trainer = new FoldTrainer(_options, data, inputs, _threads, Progress);
        var tested = new List<TestedUtterance>();
        var bestEpochs = new List<int>();
        foreach (var fold in plan.Folds)
        {
            var (answers, bestEpoch) = trainer.TrainAndTest(fold, plan.Folds.Count, Folder.Part(fold.Number), cancellation);
            tested.AddRange(answers);
            bestEpochs.Add(bestEpoch);
            NoteScore(plan, fold, new ClassificationReport([.. answers.Select(t => t.Truth)], [.. answers.Select(t => t.Predicted)], data.Labels));
        }

        var evaluation = tested.Count == 0 ? null : Evaluate(Folder, plan.Protocol, data, tested);
        // A model in use has no recordings to normalise a speaker by: the refit goes without, and so without that score.
        var refit = perSpeaker ? new FoldTrainer(_options, data, raw, _threads, Progress) : trainer;
        var model = _options.Refit ? refit.Refit(Folder, Median(bestEpochs), perSpeaker ? null : evaluation, cancellation) : null;
        if (evaluation is not null) WriteReport(Folder, plan, evaluation);
        return new TrainingRunResult(Folder, evaluation, model);
    }

    private void NoteScore(ProtocolPlan plan, FoldPlan fold, ClassificationReport score) => Note?.Invoke(FormattableString.Invariant(
        $"fold {fold.Number}/{plan.Folds.Count}: UAR {score.UnweightedAverageRecall:0.000}, accuracy {score.Accuracy:0.000} on {fold.Test.Length} utterances"));

    private static EvaluationResult Evaluate(RunFolder folder, Protocol protocol, TrainingData data, List<TestedUtterance> tested)
    {
        var evaluation = new EvaluationResult(protocol, data.Labels, tested, data.Unmapped);
        PredictionsCsv.Save(folder.Predictions, data.Labels, tested);
        RunFolder.WriteJson(folder.Evaluation, evaluation.ToJson());
        return evaluation;
    }

    private void WriteReport(RunFolder folder, ProtocolPlan plan, EvaluationResult evaluation) => HtmlReport.Write(folder.Report, new ReportData
    {
        Title = _options.ModelName ?? _options.Recipe.Name,
        Evaluation = evaluation,
        Curves = [.. plan.Folds.Where(f => File.Exists(folder.Part(f.Number).Metrics)).Select(f => LearningCurve.Load(folder.Part(f.Number).Metrics, $"fold {f.Number}"))],
        RecipeJson = _options.Recipe.ToJson().ToJsonString(JsonText.Indented),
        Machine = MachineFacts.OfThisMachine(Environment.ProcessorCount),
        EmbedAudio = _options.EmbedAudio,
    });

    private static int? Median(List<int> epochs)
    {
        if (epochs.Count == 0) return null;
        epochs.Sort();
        return epochs[epochs.Count / 2];
    }
}
