using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Inference.Bundle;

namespace Undertone.Recognition.Training;

/// <summary>
/// A training run: reads corpora, computes features, trains and tests a model for each fold of the protocol, writes the scores, and refits on all
/// the data. Every step leaves its file, so that a run that was interrupted goes on where it stood.
/// </summary>
public sealed class TrainingRun
{
    private readonly RunFolder _folder;
    private readonly TrainingRunOptions _options;
    private readonly FeatureCache _cache;
    private readonly int _threads;

    private TrainingRun(RunFolder folder, TrainingRunOptions options, FeatureCache cache)
    {
        _folder = folder;
        _options = options;
        _cache = cache;
        _threads = options.Threads ?? Environment.ProcessorCount;
    }

    /// <summary>Told of how far the run has come; from any thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told what a person should know: files left out, labels not mapped, the score of each fold.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The run's files.</summary>
    public RunFolder Folder => _folder;

    /// <summary>Begins a run in a new folder.</summary>
    /// <param name="options">What to train on what.</param>
    /// <param name="runs">The folder of run folders.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="time">The clock that names the run folder.</param>
    /// <param name="note">Told what a person should know.</param>
    /// <param name="progress">Told of how far the run has come.</param>
    public static TrainingRun Begin(TrainingRunOptions options, string runs, FeatureCache cache, TimeProvider time, Action<string>? note = null, IProgress<TrainingProgress>? progress = null) =>
        new(RunFolder.Create(runs, options, time), options, cache) { Note = note, Progress = progress };

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="note">Told what a person should know.</param>
    /// <param name="progress">Told of how far the run has come.</param>
    /// <exception cref="FileNotFoundException">The folder is no run folder.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TrainingRun Resume(string run, int? threads, FeatureCache cache, Action<string>? note = null, IProgress<TrainingProgress>? progress = null)
    {
        var (folder, options) = RunFolder.Open(run);
        return new TrainingRun(folder, options with { Threads = threads }, cache) { Note = note, Progress = progress };
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="cancellation">Ends the run after the current step; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read.</exception>
    /// <exception cref="ArgumentException">The data cannot be divided as the protocol wants.</exception>
    public TrainingRunResult Execute(CancellationToken cancellation = default)
    {
        var data = TrainingData.Read(_options, _threads, Note, Progress, cancellation);
        var inputs = FeatureTable.Compute(data.Utterances, _options.Recipe, _cache, _threads, Progress, cancellation);
        var validationShare = _options.Recipe.Training.Patience is null ? (double?)null : _options.Recipe.Training.ValidationShare;
        var plan = ProtocolPlan.Create(_options.Protocol, data.Utterances, data.Targets, _options.Folds, _options.Seed, validationShare);
        RunFolder.WriteJson(_folder.Split, SplitFile.ToJson(plan, data.Utterances));
        if (plan.Protocol.Warning is { } warning) Note?.Invoke("warning: " + warning);

        var trainer = new FoldTrainer(_options, data, inputs, _threads, Progress);
        var tested = new List<TestedUtterance>();
        var bestEpochs = new List<int>();
        foreach (var fold in plan.Folds)
        {
            var part = _folder.Part(fold.Number);
            var (answers, bestEpoch) = trainer.TrainAndTest(fold, plan.Folds.Count, part, cancellation);
            tested.AddRange(answers);
            bestEpochs.Add(bestEpoch);
            var score = new EvaluationResult(plan.Protocol, data.Labels, answers, data.Unmapped).Report;
            Note?.Invoke(FormattableString.Invariant($"fold {fold.Number}/{plan.Folds.Count}: UAR {score.UnweightedAverageRecall:0.000}, accuracy {score.Accuracy:0.000} on {answers.Count} utterances"));
        }

        var evaluation = tested.Count == 0 ? null : Evaluate(plan.Protocol, data, tested);
        var model = trainer.Refit(_folder, Median(bestEpochs), evaluation, cancellation);
        return new TrainingRunResult(_folder, evaluation, model);
    }

    private EvaluationResult Evaluate(Protocol protocol, TrainingData data, List<TestedUtterance> tested)
    {
        var evaluation = new EvaluationResult(protocol, data.Labels, tested, data.Unmapped);
        PredictionsCsv.Save(_folder.Predictions, data.Labels, tested);
        RunFolder.WriteJson(_folder.Evaluation, evaluation.ToJson());
        return evaluation;
    }

    private static int? Median(List<int> epochs)
    {
        if (epochs.Count == 0) return null;
        epochs.Sort();
        return epochs[epochs.Count / 2];
    }
}
