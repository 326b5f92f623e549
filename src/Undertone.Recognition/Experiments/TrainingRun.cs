using System.Text.Json.Nodes;
using Undertone.Learning.Metrics;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Inspection;
using Undertone.Recognition.Experiments.Robustness;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Features;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments;

/// <summary>
/// A training run: reads corpora, computes features, trains and tests a model for each fold of the protocol, writes the scores, and refits
/// on all the data. Every step leaves its file, so that a run that was interrupted goes on where it stood.
/// </summary>
public sealed class TrainingRun
{
    private const string SettingsFile = "run.json";
    private readonly TrainingRunOptions _options;
    private readonly Workspace _workspace;
    private readonly Func<TrainingRunOptions, RunFolder> _open;
    private readonly bool _resumed;

    /// <summary>Prepares a run, which gets a new folder in the workspace once it has read its data.</summary>
    /// <param name="options">What to train on what.</param>
    /// <param name="workspace">Where its files lie; null for the defaults.</param>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    /// <exception cref="RecipeException">The recipe's layers cannot be read, or their shapes do not fit.</exception>
    public TrainingRun(TrainingRunOptions options, Workspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Normalization == Normalization.None) options = options with { Recipe = Unscaled(options.Recipe) };
        (_options, _workspace) = (options, workspace ?? new Workspace());
        _open = settled => RunFolder.Create(_workspace, settled.Recipe.Name, Files(settled));
    }

    private TrainingRun(TrainingRunOptions options, Workspace workspace, Func<TrainingRunOptions, RunFolder> open, bool resumed)
    {
        options.Validate();
        (_options, _workspace, _open, _resumed) = (options, workspace, open, resumed);
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="workspace">Where features are kept; null for the defaults.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="utterances">What <see cref="DataOptions.Utterances"/> was; null where there were none.</param>
    /// <exception cref="FileNotFoundException">The folder is no run folder.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TrainingRun Resume(
        string run, Workspace? workspace = null, int? threads = null, IEnumerable<Utterance>? utterances = null)
    {
        var folder = RunFolder.At(run);
        var settings = RunFolder.ReadSettings(run, SettingsFile, "training run", Read);
        var options = settings with { Threads = threads, Utterances = utterances };
        return new TrainingRun(options, workspace ?? new Workspace(), Open, resumed: true);

        TrainingRunOptions Read(SavedJson json) => TrainingRunOptions.FromJson(json, Recipe.Load(folder.Recipe));

        RunFolder Open(TrainingRunOptions settled)
        {
            folder.DeleteLeftovers();
            return folder;
        }
    }

    /// <summary>A run in this very folder, begun there or gone on with.</summary>
    internal static TrainingRun At(string path, TrainingRunOptions options, Workspace workspace) => Directory.Exists(path)
        ? Resume(path, workspace, options.Threads, options.Utterances)
        : new TrainingRun(
            options, workspace, settled => RunFolder.TryCreate(path, Files(settled)) ?? throw Begun(path), resumed: false);

    /// <summary>Runs to the end.</summary>
    /// <param name="observer">Told of progress, notes and the run's folder; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the current step; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">
    /// The data cannot be divided as the protocol wants, a file gives no finite features, or the data is not what an interrupted run began
    /// with.
    /// </exception>
    /// <exception cref="Learning.Neural.TrainingDivergedException">
    /// A loss or gradient has no bound; the state before that step is in the checkpoint.
    /// </exception>
    public TrainingRunResult Execute(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= SilentObserver.Instance;
        var (settled, data, features, corpora) = Read(observer, cancellationToken);
        return Execute(settled, data, features, corpora, observer, cancellationToken);
    }

    /// <summary>
    /// Divides the run into its folds, each of which can be trained and tested by itself, on any machine. A run in a workspace whose
    /// <see cref="Workspace.Parts"/> are their folders then does what is left: scores, report and refit.
    /// </summary>
    /// <param name="observer">Told of progress and notes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ExperimentOptionException">The protocol has no folds.</exception>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided as the protocol wants.</exception>
    public DividedWork Divide(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        if (_options.Protocol.Kind == ProtocolKind.None)
        {
            throw new ExperimentOptionException(
                nameof(_options.Protocol), "'none' has no folds, so there is one training and nothing to divide: run the command itself.");
        }

        observer ??= SilentObserver.Instance;
        var (settled, data, features, _) = Read(observer, cancellationToken);
        var plan = PlanOf(settled, data);
        return new DividedWork(
            [.. UnitInputs.Of(settled.Recipe.Name, settled.Recipe), WorkInput.OfText("the options", settled.ToJson().ToJsonString())],
            UnitInputs.Of(data.Utterances),
            [.. Units(settled, plan, data, _ => features, _workspace, "", "")]);
    }

    /// <summary>The folds of a run as units.</summary>
    /// <param name="options">The run, settled.</param>
    /// <param name="plan">Its folds.</param>
    /// <param name="data">The labelled utterances.</param>
    /// <param name="features">What the recipe's model sees of each, unscaled.</param>
    /// <param name="workspace">Where its features lie.</param>
    /// <param name="name">What stands before the names of the units.</param>
    /// <param name="place">The run's folder below that of the work, with <c>/</c>; empty where it is that one.</param>
    internal static IEnumerable<WorkUnit> Units(
        TrainingRunOptions options, ProtocolPlan plan, TrainingData data,
        Func<IExperimentObserver, Lazy<float[][]>> features, Workspace workspace, string name, string place) =>
        plan.Folds.Select(fold => new WorkUnit(
            FormattableString.Invariant($"{name}fold-{fold.Number}"), 0, data.Utterances.Count,
            (folder, observer, cancellationToken) => At(Path.Combine(folder, place), options, workspace)
                .ExecuteFold(fold.Number, data, features(observer), observer, cancellationToken))
        {
            Leaves = [.. TrainingFolder.OfWholeFold(fold.Number).Select(file => place.Length == 0 ? file : $"{place}/{file}")],
        });

    /// <summary>The folds of a run.</summary>
    internal static ProtocolPlan PlanOf(TrainingRunOptions options, TrainingData data)
    {
        var plan = ProtocolPlan.Create(
            options.Protocol, data.Utterances, data.Targets, options.Folds, options.Seed, options.ValidationShare);
        return plan with
        {
            Protocol = plan.Protocol with { Normalization = options.Normalization, Selection = options.Selection.Describe() },
        };
    }

    private (TrainingRunOptions Settled, TrainingData Data, Lazy<float[][]> Features, ExperimentData Corpora) Read(
        IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var corpora = ExperimentData.Read(_options, _options.Licenses, _workspace, observer, cancellationToken);
        var data = corpora.Label(_options.Labels, _options.Recipe.Targets, observer, cancellationToken);
        var settled = _options with { Recipe = corpora.Settle(_options.Recipe) };
        var features = corpora.TrainingFeatures(data.Utterances, settled.Recipe, settled.Seed, observer, cancellationToken);
        return (settled, data, new Lazy<float[][]>(() => Last(corpora, features)), corpora);
    }

    /// <summary>Trains and tests one fold.</summary>
    private void ExecuteFold(
        int number, TrainingData data, Lazy<float[][]> features, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var plan = PlanOf(_options, data);
        var folder = _open(_options);
        SplitFile.WriteOrVerify(folder.Split, SplitFile.ToJson(plan, data.Utterances));
        var (inputs, progress) = (Inputs(_options, data, features), new PartProgress(observer, 1));
        var trainer = new FoldTrainer(_options.Job, data, inputs, progress);
        var own = plan with { Folds = [plan.Folds[number - 1]] };
        TestFolds(trainer, own, plan.Folds.Count, folder, inputs, data, progress, observer, cancellationToken);
    }

    /// <summary>What the models of folds see.</summary>
    private static Lazy<float[][]> Inputs(TrainingRunOptions options, TrainingData data, Lazy<float[][]> features) =>
        options.Normalization == Normalization.Speaker
            ? new Lazy<float[][]>(
                () => SpeakerNormalisation.Of(data.Utterances, features.Value, new FeaturePipeline(options.Recipe).Columns))
            : features;

    /// <summary>Runs to the end.</summary>
    /// <param name="progress">
    /// Told of how far it has come, of a network with loss, score and learning rate of each epoch; from any thread. One that is an
    /// <see cref="IExperimentObserver"/> is told the rest too.
    /// </param>
    /// <param name="cancellationToken">Ends the run after the current step; <see cref="Resume"/> goes on from there.</param>
    public TrainingRunResult Execute(IProgress<TrainingProgress> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Execute(progress as IExperimentObserver ?? new ProgressObserver(progress), cancellationToken);
    }

    /// <summary>Runs to the end on a thread of its own.</summary>
    /// <param name="progress">As in <see cref="Execute(IProgress{TrainingProgress}, CancellationToken)"/>; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the current step; <see cref="Resume"/> goes on from there.</param>
    public Task<TrainingRunResult> ExecuteAsync(
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) => Task.Factory.StartNew(
            () => Execute(progress ?? SilentObserver.Instance, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Runs to the end on data that has been read and that the recipe is settled for.</summary>
    /// <param name="data">The labelled utterances.</param>
    /// <param name="features">What the recipe's model sees of each, unscaled; asked for only where something is left to train.</param>
    /// <param name="observer">Told of progress, notes and the run's folder.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    internal TrainingRunResult Execute(
        TrainingData data, Lazy<float[][]> features, IExperimentObserver observer, CancellationToken cancellationToken) =>
        Execute(_options, data, features, null, observer, cancellationToken);

    private TrainingRunResult Execute(
        TrainingRunOptions options, TrainingData data, Lazy<float[][]> features, ExperimentData? corpora, IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        var plan = PlanOf(options, data);
        foreach (var note in plan.Notes) observer.Note("warning: " + note);
        var folder = _open(options);
        observer.Began(folder.FullPath);
        SplitFile.WriteOrVerify(folder.Split, SplitFile.ToJson(plan, data.Utterances));
        if (plan.Protocol.Warning is { } warning) observer.Note("warning: " + warning);

        var perSpeaker = options.Normalization == Normalization.Speaker;
        var inputs = Inputs(options, data, features);
        var progress = new PartProgress(observer, plan.Folds.Count + (options.Refit ? 1 : 0));
        var trainer = new FoldTrainer(options.Job, data, inputs, progress);
        var (folds, seconds) = TestFolds(trainer, plan, plan.Folds.Count, folder, inputs, data, progress, observer, cancellationToken);
        var evaluation = folds.Count == 0
            ? null
            : Evaluate(options, plan, folds, folder, data, inputs, corpora, observer, cancellationToken);
        if (evaluation is not null) RunFiles.WriteScores(folder, evaluation);
        // A model in use has no recordings to normalise a speaker by: the refit goes without, and so without that score.
        var refit = perSpeaker ? new FoldTrainer(options.Job, data, features, progress) : trainer;
        var model = options.Refit
            ? refit.Refit(folder.Refit, MedianEpoch(folds), perSpeaker ? null : evaluation, cancellationToken)
            : null;
        if (evaluation is not null)
        {
            RunFiles.WriteReport(folder, options.Job.ModelName, evaluation, options.Recipe, options.EmbedAudio);
        }

        var isWhole = !_resumed && _workspace.Parts.Count == 0;
        return new TrainingRunResult(folder, evaluation, model) { TrainingSeconds = isWhole ? seconds : null };
    }

    /// <summary>The scores of all folds together.</summary>
    private static EvaluationResult Evaluate(
        TrainingRunOptions options, ProtocolPlan plan, IReadOnlyList<TrainedFold> folds, RunFolder folder, TrainingData data,
        Lazy<float[][]> inputs, ExperimentData? corpora, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        TestedUtterance[] answers = [.. folds.SelectMany(f => f.Answers)];
        var calibration = data.Labels.Count == 0 ? null : Calibration.Of(answers);
        var robustness = options.Robustness is { } asked && corpora is not null && calibration is not null
            ? FoldRobustness.Test(
                plan.Folds, folder, corpora, data, calibration, asked, options.WorkerThreads, observer, cancellationToken)
            : null;
        var importance = options.Importance
            ? FeatureImportance.Compute(
                InspectedModel.OfFolds(plan.Folds, folder, inputs.Value, options.WorkerThreads), options.Recipe, data, options.Seed,
                observer, cancellationToken)
            : null;
        // Embeddings of two models cannot be compared: those of one fold are shown.
        var map = options.EmbeddingMap
            ? EmbeddingLayout.Of(
                "the first fold's model", InspectedModel.OfFolds([plan.Folds[0]], folder, inputs.Value, options.WorkerThreads)[0],
                data.Labels.Count, folds[0].Answers, observer)
            : null;
        return new EvaluationResult(plan.Protocol, data.Labels, answers, data.Unmapped)
        {
            Calibration = calibration,
            EmbeddingMap = map,
            Importance = importance,
            Robustness = robustness,
            Voices = Voices(plan.Protocol, data, folds),
        };
    }

    /// <summary>The answers of all folds, and the seconds that training took, features not counted.</summary>
    private (IReadOnlyList<TrainedFold> Folds, double Seconds) TestFolds(
        FoldTrainer trainer, ProtocolPlan plan, int count, RunFolder folder, Lazy<float[][]> inputs, TrainingData data,
        PartProgress progress, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var (trained, seconds) = (new List<TrainedFold>(), 0.0);
        foreach (var fold in plan.Folds)
        {
            var part = folder.Fold(fold.Number);
            var done = trainer.TryReadBack(fold, part);
            if (done is null)
            {
                _ = inputs.Value;
                var begin = _workspace.Time.GetTimestamp();
                done = trainer.TrainAndTest(fold, count, part, cancellationToken);
                seconds += _workspace.Time.GetElapsedTime(begin).TotalSeconds;
            }

            progress.Done++;
            trained.Add(done);
            observer.Note(FormattableString.Invariant(
                $"fold {fold.Number}/{count}: {Scored(done.Answers, data.Labels)} on {fold.Test.Length} utterances"));
        }

        return (trained, seconds);
    }

    private static string Scored(IReadOnlyList<TestedUtterance> answers, LabelSet labels)
    {
        var parts = new List<string>();
        if (labels.Count > 0)
        {
            var score = new ClassificationReport([.. answers.Select(t => t.Truth)], [.. answers.Select(t => t.Predicted)], labels);
            parts.Add(FormattableString.Invariant($"UAR {score.UnweightedAverageRecall:0.000}, accuracy {score.Accuracy:0.000}"));
        }

        parts.AddRange(DimensionScores.Of(answers).Select(d => FormattableString.Invariant($"{d.Name} CCC {d.All.Concordance:0.000}")));
        return string.Join(", ", parts);
    }

    private static VoiceTable? Voices(Protocol protocol, TrainingData data, IReadOnlyList<TrainedFold> folds) => VoiceTable.Of(
        protocol, data.Labels,
        [.. folds.SelectMany(f => f.Voices).GroupBy(v => v.Clips).Select(g => new VoiceAnswers(g.Key, [.. g.SelectMany(v => v.Tested)]))]);

    private static Recipe Unscaled(Recipe recipe)
    {
        var unscaled = recipe.With("scaler", "none");
        return recipe.Fusion is null ? unscaled : unscaled.With("fusion.recipe.scaler", "none");
    }

    private static IOException Begun(string path) => new($"{path}: another process has just begun this run. Wait for its end, then go on.");

    private static float[][] Last(ExperimentData corpora, Lazy<float[][]> features)
    {
        var values = features.Value;
        corpora.Release();
        return values;
    }

    private static Dictionary<string, JsonObject> Files(TrainingRunOptions options) => new()
    {
        ["recipe.json"] = options.Recipe.ToJson(),
        [SettingsFile] = options.ToJson(),
    };

    private static int? MedianEpoch(IReadOnlyList<TrainedFold> folds) =>
        folds.Count == 0 ? null : folds.Select(f => f.BestEpoch).Order().ElementAt(folds.Count / 2);
}
