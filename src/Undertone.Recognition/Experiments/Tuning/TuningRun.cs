using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Recognition.Corpora;
using Undertone.Recognition.Evaluation;
using Undertone.Recognition.Files;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Experiments.Tuning;

/// <summary>
/// Tunes a recipe by nested cross-validation (Varma and Simon 2006): for each outer fold, settings are chosen by inner folds over that
/// fold's training speakers, and the choice is trained on all of them and tested once on the test speakers, who have no part in it. Every
/// trial leaves its file, so that a run that was interrupted goes on where it stood.
/// </summary>
public sealed class TuningRun
{
    private const string SettingsFile = "tune.json";
    private readonly TuningOptions _options;
    private readonly Workspace _workspace;
    private readonly Func<JsonObject, RunFolder> _open;

    /// <summary>Prepares a run, which gets a new folder in the workspace once it has read its data.</summary>
    /// <param name="options">What to tune on what.</param>
    /// <param name="workspace">Where its files lie; null for the defaults.</param>
    /// <exception cref="ExperimentOptionException">An option cannot work.</exception>
    /// <exception cref="RecipeException">A key leads nowhere in the recipe, or a value cannot be used there.</exception>
    public TuningRun(TuningOptions options, Workspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _workspace) = (options, workspace ?? new Workspace());
        _open = split =>
        {
            var files = new Dictionary<string, JsonObject> { [SettingsFile] = options.ToJson(), ["split.json"] = split };
            return RunFolder.Create(_workspace.Runs, options.Recipe.Name + "-tune", _workspace.Time, files);
        };
    }

    private TuningRun(TuningOptions options, Workspace workspace, RunFolder folder)
    {
        (_options, _workspace) = (options, workspace);
        _open = split =>
        {
            folder.DeleteLeftovers();
            SplitFile.WriteOrVerify(folder.Split, split);
            return folder;
        };
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <param name="run">Its folder.</param>
    /// <param name="workspace">Where features are kept; null for the defaults.</param>
    /// <param name="threads">Worker threads, or null for one a processor.</param>
    /// <param name="utterances">What <see cref="DataOptions.Utterances"/> was; null where there were none.</param>
    /// <exception cref="FileNotFoundException">The folder is none of a tuning run.</exception>
    /// <exception cref="InvalidDataException">Its files are damaged or of another version.</exception>
    public static TuningRun Resume(
        string run, Workspace? workspace = null, int? threads = null, IEnumerable<Utterance>? utterances = null)
    {
        var settings = RunFolder.ReadSettings(run, SettingsFile, "tuning run", TuningOptions.FromJson);
        var options = settings with { Threads = threads, Utterances = utterances };
        options.Validate();
        return new TuningRun(options, workspace ?? new Workspace(), RunFolder.At(run));
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="observer">Told of progress, notes and the run's folder; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run; <see cref="Resume"/> goes on from there.</param>
    /// <exception cref="CorpusException">The data cannot be read, or lacks what is asked for.</exception>
    /// <exception cref="InvalidDataException">
    /// The data cannot be divided as asked, is no longer what the run began with, or no settings could be trained with.
    /// </exception>
    public TuningResult Execute(IExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        observer ??= SilentObserver.Instance;
        var trials = _options.CreateTrials();
        var corpora = ExperimentData.Read(_options, _workspace, observer, cancellationToken);
        var recipes = trials.Select(t => corpora.Settle(_options.With(t))).ToArray();
        var defaultRecipe = corpora.Settle(_options.Recipe);
        var data = corpora.Label(_options.Labels, _options.Recipe.Targets, observer, cancellationToken);
        var outer = Plan(data, null);
        foreach (var note in outer.Notes) observer.Note("warning: " + note);
        var folder = _open(SplitFile.ToJson(outer, data.Utterances));
        observer.Began(folder.FullPath);
        var count = _options.Search == SearchMethod.Tpe ? _options.TpeTrials : trials.Count;
        observer.Note(FormattableString.Invariant($"{count} trials in each of {outer.Folds.Count + 1} searches"));
        if (outer.Protocol.Warning is { } warning) observer.Note("warning: " + warning);

        var features = new FeatureTables(
            recipe => corpora.TrainingFeatures(data.Utterances, recipe, _options.Seed, observer, cancellationToken).Value);
        var search = new TrialSearch(
            _options, data, trials, recipes, features, observer, settings => corpora.Settle(_options.With(settings)));
        var searches = new List<SearchResult>();
        var (tuned, defaults) = (new List<TestedUtterance>(), new List<TestedUtterance>());
        foreach (var fold in outer.Folds)
        {
            var found = search.Execute(
                fold.Number, fold.Train, TrialsOf(fold.Number.ToString(CultureInfo.InvariantCulture)), cancellationToken);
            searches.Add(found);
            tuned.AddRange(Test(corpora.Settle(_options.With(found.Chosen.Settings)), fold.Number, folder));
            defaults.AddRange(Test(defaultRecipe, fold.Number, RunFolder.At(folder.PathOf("defaults"))));
            observer.Note(FormattableString.Invariant(
                $"fold {fold.Number}/{outer.Folds.Count}: {Written(found.Chosen.Settings)} (inner UAR {found.Chosen.MeanUar:0.000})"));
            // The first search has seen the recipes of all trials, and so their features; one that learns may yet come to others.
            if (_options.Search != SearchMethod.Tpe) corpora.Release();
        }

        var evaluation = Evaluate(outer, data, tuned);
        var last = search.Execute(0, [.. Enumerable.Range(0, data.Utterances.Count)], TrialsOf("all"), cancellationToken);
        searches.Add(last);
        var chosen = corpora.Settle(_options.With(last.Chosen.Settings));
        var epochs = last.Chosen.BestEpochs.Order().ElementAt(last.Chosen.BestEpochs.Count / 2);
        var model = Trainer(chosen).Refit(folder.Refit, epochs, evaluation, cancellationToken);
        var unadorned = Evaluate(outer, data, defaults);
        return Write(new TuningResult(folder, evaluation, unadorned, TuningGain.Of(evaluation, unadorned), searches, model), chosen);

        string TrialsOf(string name) => folder.PathOf("trials", name);

        FoldTrainer Trainer(Recipe recipe) => new(_options.Run(recipe).Job, data, features.Of(recipe), observer);

        IReadOnlyList<TestedUtterance> Test(Recipe recipe, int number, RunFolder run)
        {
            var (fold, part, trainer) = (Plan(data, recipe).Folds[number - 1], run.Fold(number), Trainer(recipe));
            return (trainer.TryReadBack(fold, part) ?? trainer.TrainAndTest(fold, outer.Folds.Count, part, cancellationToken)).Answers;
        }
    }

    internal static string Written(IReadOnlyDictionary<string, string> settings) =>
        string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"));

    /// <summary>
    /// The outer folds; with the speakers that a recipe's early stopping watches taken out of the training part where one is given.
    /// </summary>
    private ProtocolPlan Plan(TrainingData data, Recipe? recipe)
    {
        var share = recipe is null ? null : _options.Run(recipe).ValidationShare;
        var plan = ProtocolPlan.Create(_options.Protocol, data.Utterances, data.Targets, _options.Folds, _options.Seed, share);
        return plan with { Protocol = plan.Protocol with { Selection = _options.Selection.Describe() } };
    }

    private static EvaluationResult Evaluate(ProtocolPlan outer, TrainingData data, IReadOnlyList<TestedUtterance> answers) =>
        new(outer.Protocol, data.Labels, answers, data.Unmapped) { Calibration = Calibration.Of(answers) };

    private TuningResult Write(TuningResult result, Recipe chosen)
    {
        var folder = result.Folder;
        JsonFile.Write(folder.Recipe, chosen.ToJson());
        RunFiles.WriteScores(folder, result.Evaluation);
        JsonFile.Write(folder.PathOf("tuning.json"), result.ToJson());
        RunFiles.WriteReport(
            folder, _options.Run(_options.Recipe).Job.ModelName + ", tuned", result.Evaluation, chosen,
            sections: [TuningSection.Of(result)]);
        return result;
    }
}
