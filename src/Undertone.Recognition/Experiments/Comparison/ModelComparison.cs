using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Experiments.Units;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Comparison;

/// <summary>
/// Trains recipes on the same folds of the same utterances and sets their scores, sizes and times side by side. Each run lies at its place
/// in the comparison's folder, so that a comparison that was interrupted goes on where it stood.
/// </summary>
public sealed class ModelComparison
{
    private const int TimedClips = 20;
    private const string SettingsFile = "compare.json";
    private const string CrossCorpus = "cross-corpus";
    private readonly ComparisonOptions _options;
    private readonly Workspace _workspace;
    private readonly Func<RunFolder> _open;

    /// <summary>Prepares a comparison, which gets a new folder in the workspace once it has read its data.</summary>
    /// <param name="options">What to compare on what.</param>
    /// <param name="workspace">Where its files lie; null for the defaults.</param>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    /// <exception cref="RecipeException">A recipe's layers cannot be read, or their shapes do not fit.</exception>
    public ModelComparison(ComparisonOptions options, Workspace? workspace = null)
        : this(options, workspace, folder: null)
    {
    }

    private ModelComparison(ComparisonOptions options, Workspace? workspace, RunFolder? folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _workspace) = (options, workspace ?? new Workspace());
        var files = new Dictionary<string, JsonObject> { [SettingsFile] = options.ToJson() };
        _open = () => folder ?? RunFolder.Create(_workspace, "compare", files);
    }

    /// <summary>Goes on with a comparison that was interrupted.</summary>
    /// <param name="comparison">Its folder.</param>
    /// <param name="workspace">Where features are kept; null for the defaults.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="utterances">What <see cref="DataOptions.Utterances"/> was; null where there were none.</param>
    /// <exception cref="FileNotFoundException">The folder is none of a comparison.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static ModelComparison Resume(
        string comparison, Workspace? workspace = null, int? threads = null, IEnumerable<Utterance>? utterances = null)
    {
        var settings = RunFolder.ReadSettings(comparison, SettingsFile, "comparison", ComparisonOptions.FromJson);
        var options = settings with { Threads = threads, Utterances = utterances };
        return new ModelComparison(options, workspace, RunFolder.At(comparison));
    }

    /// <summary>Does all of it and writes <c>comparison.json</c> and <c>report.html</c>.</summary>
    /// <param name="observer">Told of progress, notes and the comparison's folder; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">
    /// The data cannot be divided as a protocol wants, or is no longer what the comparison began with.
    /// </exception>
    public ComparisonResult Execute(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= SilentObserver.Instance;
        FinishedRun[] finished = [.. _options.FinishedRuns.Select(FinishedRun.Read)];
        foreach (var run in finished.Skip(1)) run.Check(finished[0].Name, finished[0].Evaluation.Labels, finished[0].Tests);
        if (_options.Recipes.Count == 0) return SideBySide(finished, observer);
        var corpora = ExperimentData.Read(_options, _workspace, observer, cancellationToken);
        var data = corpora.Label(_options.Labels, _options.Targets, observer, cancellationToken);
        foreach (var run in finished) run.Check("the recipes", data.Labels, TestsOf(data));
        var recipes = ComparedRecipe.Number([.. _options.Recipes.Select(corpora.Settle)]);
        var folder = _open();
        folder.DeleteLeftovers();
        observer.Began(folder.FullPath);
        var rows = new List<ComparisonRow>();
        for (var p = 0; p < _options.Protocols.Count; p++)
        {
            var protocol = _options.Protocols[p];
            var runs = folder.PathOf(FolderOf(p));
            var ofProtocol = new List<ComparisonRow>();
            foreach (var recipe in recipes)
            {
                observer.Note($"{recipe.Name}, {protocol}");
                var run = TrainingRun.At(Path.Combine(runs, recipe.Folder), _options.Run(recipe.Recipe, protocol), _workspace);
                var features = corpora.TrainingFeatures(data.Utterances, recipe.Recipe, _options.Seed, observer, cancellationToken);
                ofProtocol.Add(Row(recipe, run.Execute(data, features, new InnerObserver(observer, notes: true), cancellationToken)));
            }

            rows.AddRange(BestTests.Add([.. ofProtocol, .. finished.Select(run => run.On(data.Utterances).Row())]));
        }

        var cells = _options.CrossCorpus
            ? new CrossCorpusMatrix(_options, corpora, folder.PathOf(CrossCorpus), _workspace, observer)
                .Compute(recipes, cancellationToken)
            : [];
        return Write(new ComparisonResult(folder.FullPath, rows, cells));
    }

    /// <summary>
    /// Divides the comparison into the folds of its runs, each of which can be trained and tested by itself, on any machine. A comparison
    /// in a workspace whose <see cref="Workspace.Parts"/> are their folders then does what is left: scores, times and report.
    /// </summary>
    /// <param name="observer">Told of progress and notes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ExperimentOptionException">There are only finished runs, so nothing is trained.</exception>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">The data cannot be divided as a protocol wants.</exception>
    public DividedWork Divide(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        if (_options.Recipes.Count == 0)
            throw new ExperimentOptionException(nameof(_options.Recipes), "only finished runs are given, so there is nothing to divide.");
        observer ??= SilentObserver.Instance;
        var corpora = ExperimentData.Read(_options, _workspace, observer, cancellationToken);
        var data = corpora.Label(_options.Labels, _options.Targets, observer, cancellationToken);
        var recipes = ComparedRecipe.Number([.. _options.Recipes.Select(corpora.Settle)]);
        var units = new List<WorkUnit>();
        for (var p = 0; p < _options.Protocols.Count; p++)
        {
            foreach (var recipe in recipes)
            {
                var options = _options.Run(recipe.Recipe, _options.Protocols[p]);
                units.AddRange(TrainingRun.Units(
                    options, TrainingRun.PlanOf(options, data), data, Features(recipe.Recipe), _workspace,
                    _options.Protocols.Count == 1 ? $"{recipe.Name}/" : $"{options.Protocol}/{recipe.Name}/",
                    $"{FolderOf(p)}/{recipe.Folder}"));
            }
        }

        if (_options.CrossCorpus)
        {
            var matrix = new CrossCorpusMatrix(_options, corpora, CrossCorpus, _workspace, observer);
            units.AddRange(matrix.Units(recipes, cancellationToken));
        }

        return new DividedWork(
            [
                .. recipes.SelectMany(r => UnitInputs.Of(r.Name, r.Recipe)),
                WorkInput.OfText("the options", _options.ToJson().ToJsonString()),
                .. _options.FinishedRuns.Select(r => WorkInput.OfFile(RunFolder.At(r).Predictions)),
            ],
            UnitInputs.Of(corpora.Utterances), [.. units.Select(u => u with { FileCount = corpora.Utterances.Count })]);

        // Made anew for each unit, from the cache: the features of all recipes at once may be more than the memory holds.
        Func<IExperimentObserver, Lazy<float[][]>> Features(Recipe recipe) => own =>
            corpora.TrainingFeatures(data.Utterances, recipe, _options.Seed, own, cancellationToken);
    }

    private string FolderOf(int protocol) =>
        FormattableString.Invariant($"{protocol + 1}-{ProtocolSpec.NameOf(_options.Protocols[protocol].Kind)}");

    /// <summary>Compares what was trained before.</summary>
    private ComparisonResult SideBySide(FinishedRun[] finished, IExperimentObserver observer)
    {
        var folder = _open();
        observer.Began(folder.FullPath);
        return Write(new ComparisonResult(folder.FullPath, BestTests.Add([.. finished.Select(run => run.Row())]), []));
    }

    /// <summary>In which fold the recipes will be tested on each utterance.</summary>
    private IReadOnlyDictionary<string, string> TestsOf(TrainingData data)
    {
        var plan = ProtocolPlan.Create(_options.Protocols[0], data.Utterances, data.Targets, _options.Folds, _options.Seed, null);
        return SplitFile.Tests(new SavedJson(SplitFile.ToJson(plan, data.Utterances), ""));
    }

    private static ComparisonResult Write(ComparisonResult result)
    {
        JsonFile.Write(Path.Combine(result.Folder, "comparison.json"), result.ToJson());
        ComparisonReport.Write(result);
        return result;
    }

    private ComparisonRow Row(ComparedRecipe recipe, TrainingRunResult result)
    {
        var costFile = result.Folder.PathOf("cost.json");
        var cost = ModelCost.TryLoad(costFile);
        if (cost is null)
        {
            cost = Measure(result);
            cost.Save(costFile);
        }

        return new ComparisonRow(recipe.Name, result.Evaluation!, cost, result.Folder.FullPath);
    }

    private ModelCost Measure(TrainingRunResult result)
    {
        var file = result.Folder.Fold(1).Model;
        var clips = result.Evaluation!.Tested.Take(TimedClips).Select(t => t.Utterance).ToArray();
        return ModelCost.OfSize(file) with
        {
            TrainingSeconds = result.TrainingSeconds,
            MillisecondsPerClip = TimeClips(new EmotionRecognizer(ModelBundle.Load(file), file), clips),
        };
    }

    /// <summary>The median over clips, after one clip that warms up.</summary>
    private double TimeClips(EmotionRecognizer recognizer, Utterance[] utterances)
    {
        Answer(utterances[0]);
        var milliseconds = Array.ConvertAll(utterances, utterance =>
        {
            var start = _workspace.Time.GetTimestamp();
            Answer(utterance);
            return _workspace.Time.GetElapsedTime(start).TotalMilliseconds;
        });
        Array.Sort(milliseconds);
        return milliseconds[milliseconds.Length / 2];

        EmotionPrediction Answer(Utterance utterance) =>
            utterance.Clip is { } clip ? recognizer.Predict(clip) : recognizer.Predict(utterance.Path);
    }
}
